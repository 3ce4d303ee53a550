package io.github.qisaws.recovery;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ImportRule;
import io.github.qisaws.catalogue.ImportRule.Form;
import io.github.qisaws.plan.Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Import IDs of resources: from the ID that Terraform reported, from tags, or from a plan. */
public final class ImportIds {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9_|]+)\\}");

    private ImportIds() {}

    /**
     * The import ID of a resource that is to be created, if it already exists.
     *
     * @param planned the planned value of an attribute; empty if it has none, or if it is known only after the apply
     */
    public static Optional<String> planned(String type, Function<String, Optional<String>> planned) {
        return form(type, Form.CHILD).or(() -> form(type, Form.NAME)).flatMap(form -> filled(form, planned));
    }

    private static Optional<String> filled(String form, Function<String, Optional<String>> planned) {
        Matcher places = PLACE.matcher(form);
        StringBuilder id = new StringBuilder();
        while (places.find()) {
            Optional<String> value = first(places.group(1), planned);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            places.appendReplacement(id, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(places.appendTail(id).toString());
    }

    private static Optional<String> first(String names, Function<String, Optional<String>> planned) {
        for (String name : List.of(names.split("\\|", -1))) {
            Optional<String> value = planned.apply(name).filter(text -> !text.isEmpty());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Whether what identifies the resource may also identify a resource of another owner. */
    public static boolean isGuess(String type) {
        return rule(type)
                .filter(rule -> rule.shared() || rule.form(Form.NAME).isPresent())
                .isPresent();
    }

    /** Whether the parent of the resource may be shared with other owners. The resource has no tags that name its owner. */
    static boolean isInSharedParent(String type) {
        return rule(type)
                .filter(rule -> rule.shared() && rule.form(Form.CHILD).isPresent())
                .isPresent();
    }

    /** Whether the import ID names a child of a parent with this type and name. */
    static boolean isChild(String type, String id, String parentType, String parent) {
        return rule(type).flatMap(ImportRule::parent).filter(parentType::equals).isPresent()
                && (id.equals(parent)
                        || id.startsWith(parent + "/")
                        || (isParentLast(type) ? id.endsWith(":" + parent) : id.startsWith(parent + ":")));
    }

    /** AWS provider, internal/service/backup/restore_testing_selection.go: the ID is NAME:PLAN. */
    private static boolean isParentLast(String type) {
        return form(type, Form.CHILD).filter(form -> form.startsWith("{name}:")).isPresent();
    }

    /** The import ID of a resource that Terraform reported as created with this ID; empty if the ID alone does not suffice. */
    public static Optional<String> told(String type, String id) {
        boolean other = rule(type)
                .filter(rule -> rule.repeatable()
                        || !rule.byId()
                        || rule.form(Form.CHILD).isPresent())
                .isPresent();
        return Optional.of(id).filter(known -> !known.isEmpty() && !other);
    }

    /** The same for an address. */
    public static Optional<String> made(String address, String id) {
        return told(type(address), id);
    }

    static String type(String address) {
        String resource = Address.parse(address).resource();
        return resource.substring(0, Math.max(0, resource.indexOf('.')));
    }

    /** The import ID of a tagged resource; empty if it has another type, because instances carry the tags of their template. */
    public static Optional<String> tagged(String type, String arnOrId) {
        if (!arnOrId.startsWith("arn:")) {
            return ec2(type, arnOrId);
        }
        List<String> parts = List.of(arnOrId.split(":", 6));
        if (parts.get(2).equals("ec2")) {
            return ec2(type, arnOrId.substring(arnOrId.lastIndexOf('/') + 1));
        }
        String resource = parts.get(2) + ":" + parts.get(parts.size() - 1);
        return form(type, Form.ARN)
                .filter(resource::startsWith)
                .map(start -> arnOrId)
                .or(() -> form(type, Form.WEB_ACL).flatMap(form -> webAcl(form, resource)))
                .or(() -> after(type, Form.ARN_END, resource));
    }

    private static Optional<String> after(String type, Form form, String resource) {
        return form(type, form).filter(resource::startsWith).map(start -> resource.substring(start.length()));
    }

    /** {@code ID/NAME/SCOPE}, of {@code wafv2:regional/webacl/NAME/ID} or {@code wafv2:global/webacl/NAME/ID}. */
    private static Optional<String> webAcl(String form, String resource) {
        Matcher acl = Pattern.compile(form + "/(.+)/([^/]+)").matcher(resource);
        return acl.matches()
                ? Optional.of(acl.group(3) + "/" + acl.group(2) + "/"
                        + (acl.group(1).equals("global") ? "CLOUDFRONT" : "REGIONAL"))
                : Optional.empty();
    }

    private static Optional<String> ec2(String type, String id) {
        return form(type, Form.EC2)
                .filter(prefix -> id.startsWith(prefix + "-"))
                .map(prefix -> id);
    }

    private static Optional<ImportRule> rule(String type) {
        return Catalogue.OURS.imported(type);
    }

    private static Optional<String> form(String type, Form form) {
        return rule(type).flatMap(rule -> rule.form(form));
    }
}
