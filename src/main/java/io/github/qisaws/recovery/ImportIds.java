package io.github.qisaws.recovery;

import io.github.qisaws.plan.Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the id under which a resource is imported is made: from what the engine told, from tags, or from a plan. */
public final class ImportIds {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9_|]+)\\}");

    private ImportIds() {}

    /**
     * The id of a resource that is to be created, if it exists already.
     *
     * @param planned the planned value of an attribute; empty if it has none or it is not known yet
     */
    public static Optional<String> planned(String type, Function<String, Optional<String>> planned) {
        String pattern = IdForms.BY_PARENT.getOrDefault(type, IdForms.BY_NAME.get(type));
        if (pattern == null) {
            return Optional.empty();
        }
        Matcher places = PLACE.matcher(pattern);
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

    /** Whether somebody else's resource may have what it is found by too. */
    public static boolean isGuess(String type) {
        return IdForms.BY_NAME.containsKey(type)
                || IdForms.BY_NAME_WITHOUT_TAGS.contains(type)
                || isInSharedParent(type);
    }

    /** Whether it is found within what may be shared with others, and has no tags to tell whose it is. */
    static boolean isInSharedParent(String type) {
        return IdForms.IN_SHARED_PARENT.contains(type);
    }

    /** Whether the import id names a child of a parent with this type and name. */
    static boolean isChild(String type, String id, String parentType, String parent) {
        String form = IdForms.BY_PARENT.getOrDefault(type, "");
        String first = form.substring(0, form.indexOf('}') + 1);
        return parentType.equals(IdForms.PARENT.get(first))
                && (id.equals(parent) || id.startsWith(parent + "/") || id.startsWith(parent + ":"));
    }

    /** The import id of what the engine told to have created under an id; empty where the id alone does not do. */
    public static Optional<String> told(String type, String id) {
        boolean otherwise = IdForms.REPEATABLE.contains(type)
                || IdForms.ID_IS_NOT_ENOUGH.contains(type)
                || IdForms.BY_PARENT.containsKey(type)
                || IdForms.ID_IS_NOT_NAME.contains(type);
        return Optional.of(id).filter(known -> !known.isEmpty() && !otherwise);
    }

    /** The same for an address. */
    public static Optional<String> made(String address, String id) {
        return told(type(address), id);
    }

    static String type(String address) {
        String resource = Address.parse(address).resource();
        return resource.substring(0, Math.max(0, resource.indexOf('.')));
    }

    /** The import id of a tagged resource, if it is of the type; instances carry the tags of what launched them. */
    public static Optional<String> tagged(String type, String arnOrId) {
        if (!arnOrId.startsWith("arn:")) {
            return ec2(type, arnOrId);
        }
        List<String> parts = List.of(arnOrId.split(":", 6));
        if (parts.get(2).equals("ec2")) {
            return ec2(type, arnOrId.substring(arnOrId.lastIndexOf('/') + 1));
        }
        String resource = parts.get(2) + ":" + parts.get(parts.size() - 1);
        String whole = IdForms.BY_ARN.get(type);
        if (whole != null && resource.startsWith(whole)) {
            return Optional.of(arnOrId);
        }
        if (type.equals(IdForms.WEB_ACL_TYPE)) {
            return webAcl(resource);
        }
        String start = IdForms.BY_END_OF_ARN.get(type);
        return start != null && resource.startsWith(start)
                ? Optional.of(resource.substring(start.length()))
                : Optional.empty();
    }

    /** {@code ID/NAME/SCOPE}, of {@code wafv2:regional/webacl/NAME/ID}. */
    private static Optional<String> webAcl(String resource) {
        if (!resource.startsWith(IdForms.WEB_ACL)) {
            return Optional.empty();
        }
        String rest = resource.substring(IdForms.WEB_ACL.length());
        int slash = rest.lastIndexOf('/');
        return Optional.of(rest.substring(slash + 1) + "/" + rest.substring(0, slash) + "/REGIONAL");
    }

    private static Optional<String> ec2(String type, String id) {
        return Optional.ofNullable(IdForms.EC2.get(type))
                .filter(prefix -> id.startsWith(prefix + "-"))
                .map(prefix -> id);
    }
}
