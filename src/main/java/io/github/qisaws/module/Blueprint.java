package io.github.qisaws.module;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Contract.Location;
import io.github.qisaws.architecture.Tags;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects the resources of a module definition, and sets their names, tags, and outputs. */
final class Blueprint {
    private final TerraformStack stack;
    private final Contract contract;
    private final Map<TerraformResource, Identity> resources = new LinkedHashMap<>();
    private final Set<TerraformResource> alsoTaggable = new HashSet<>();
    private final Map<TerraformResource, Map<String, String>> moreTags = new LinkedHashMap<>();
    private final SortedMap<String, SortedMap<String, Object>> outputs = new TreeMap<>();
    private final List<Map<String, String>> moves = new ArrayList<>();

    /**
     * Address and names of a resource.
     *
     * @param address type and name inside the module
     * @param instance the instance part of the tag: empty, {@code /0}, or the for_each key
     * @param nameTag the Name tag without the environment
     */
    private record Identity(String address, String instance, String nameTag) {}

    Blueprint(TerraformStack stack, Contract contract) {
        this.stack = stack;
        this.contract = contract;
    }

    /** The name of the module. */
    String module() {
        return contract.name();
    }

    TerraformStack stack() {
        return stack;
    }

    /** Adds a resource under its Terraform name; the function gets the construct's id, unique in the module. */
    <T extends TerraformElement> T add(String name, Function<String, T> construct) {
        T element = construct.apply(name + "-" + stack.getNode().getChildren().size());
        element.overrideLogicalId(name);
        if (element instanceof TerraformResource resource) {
            String address = resource.getTerraformResourceType() + "." + name;
            resources.put(resource, new Identity(address, "", "qis-" + contract.name() + "-" + name));
        }
        return element;
    }

    /** Adds a resource of a type that the bindings do not have; overrides set all of its arguments. */
    TerraformResource addUntyped(String type, String name) {
        return add(
                name,
                id -> new TerraformResource(
                        stack,
                        id,
                        TerraformResourceConfig.builder()
                                .terraformResourceType(type)
                                .build()));
    }

    /** Sets the Name tag: {@code qis-vpc} becomes {@code qis-vpc-<environment>}; may hold each.key. */
    void name(TerraformResource resource, String nameTag) {
        Identity old = resources.get(resource);
        resources.put(resource, new Identity(old.address(), old.instance(), nameTag));
    }

    /** Adds a tag by which another resource selects this one. */
    void tag(TerraformResource resource, String key, String value) {
        moreTags.computeIfAbsent(resource, any -> new TreeMap<>()).put(key, value);
    }

    /** Tags a resource of a type that the bindings do not have. */
    void taggable(TerraformResource resource) {
        alsoTaggable.add(resource);
    }

    /** Creates the resource only under a condition. */
    void onlyIf(TerraformElement element, String condition) {
        element.addOverride("count", "${(" + condition + ") ? 1 : 0}");
        instance(element, "/0");
    }

    /** Creates one instance for each key of a map or element of a set. */
    void forEach(TerraformElement element, String expression) {
        element.addOverride("for_each", "${" + expression + "}");
        instance(element, "/${each.key}");
    }

    private void instance(TerraformElement element, String instance) {
        if (element instanceof TerraformResource resource) {
            Identity old = resources.get(resource);
            resources.put(resource, new Identity(old.address(), instance, old.nameTag()));
        }
    }

    /** Adds a moved block for a renamed resource; it is never removed again. */
    void moved(String from, String to) {
        moves.add(Map.of("from", from, "to", to));
        stack.addOverride("moved", List.copyOf(moves));
    }

    void local(String name, String expression) {
        stack.addOverride("locals." + name, "${" + expression + "}");
    }

    /** Adds a check, which warns in plans and applies and never stops one. */
    void check(String name, String condition, String message) {
        stack.addOverride(
                "check." + name + ".assert",
                List.of(Map.of("condition", "${" + condition + "}", "error_message", message)));
    }

    /** The input's value as a string token, or the whole value in an override. */
    String var(String input) {
        if (!contract.hasInput(input)) {
            throw new IllegalArgumentException(contract.name() + " has no input " + input);
        }
        return "${var." + input + "}";
    }

    Number number(String input) {
        return Token.asNumber(var(input));
    }

    IResolvable any(String expression) {
        return Token.asAny("${" + expression + "}");
    }

    /**
     * The name of a resource in AWS: {@code qis-lb} becomes {@code qis-lb-<environment>}, and in us-east-1, where
     * environments of several regions have resources, {@code qis-lb-<environment>-<region>}.
     */
    String named(String name) {
        String inRegion = name + "-${var.environment}";
        return contract.location() == Location.US_EAST_1 ? inRegion + "-${var.region}" : inRegion;
    }

    /** The same for a resource whose names are unique in all regions of an account; needs local.region. */
    String global(String name) {
        return named(name) + "-${local.region}";
    }

    /** Sets the value of an output, which depends also on the resources with the addresses {@code others}. */
    void output(String name, String expression, String... others) {
        if (!contract.hasOutput(name)) {
            throw new IllegalArgumentException(contract.name() + " has no output " + name);
        }
        SortedMap<String, Object> block = new TreeMap<>(Map.of("value", "${" + expression + "}"));
        if (others.length > 0) {
            block.put("depends_on", List.of(others));
        }
        outputs.put(name, block);
    }

    /** Fails the plan with a message unless a condition holds; evaluated together with the output. */
    void precondition(String output, String condition, String message) {
        outputs.get(output)
                .put("precondition", List.of(Map.of("condition", "${" + condition + "}", "error_message", message)));
    }

    /** The outputs, after every one of the contract has a value. */
    SortedMap<String, SortedMap<String, Object>> outputs() {
        contract.outputs().stream()
                .map(Contract.Output::name)
                .filter(name -> !outputs.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException(contract.name() + " sets no value for output " + name);
                });
        return outputs;
    }

    /** Tags everything that can be tagged. */
    void finish() {
        resources.forEach((resource, identity) -> {
            if (resource instanceof S3Object) {
                fewTags(resource, identity);
            } else if (alsoTaggable.contains(resource) || isTaggable(resource)) {
                resource.addOverride("tags", tags(resource, identity));
            }
        });
    }

    /** Only the module's own tags, because AWS rejects an S3 object with more than 10. */
    private void fewTags(TerraformResource resource, Identity identity) {
        resource.addOverride(
                "tags",
                Map.of("Name", named(identity.nameTag()), Tags.RESOURCE, identity.address() + identity.instance()));
        resource.addOverride("override_provider", Map.of("default_tags", Map.of("tags", Map.of())));
    }

    /** All tags of a resource as an expression, for resource types with their own syntax for tags. */
    String tagsExpression(TerraformResource resource) {
        String expression = tags(resource, resources.get(resource));
        return expression.substring(2, expression.length() - 1);
    }

    /** Tags of a resource that AWS creates for another resource, such as a volume of a launch template. */
    String tagsOf(String nameTag) {
        return tagsOf(nameTag, "");
    }

    /** The same with one more tag, written as in HCL. */
    String tagsOf(String nameTag, String more) {
        return "${merge(var.tags, {\"Name\" = \"" + named(nameTag) + "\"" + (more.isEmpty() ? "" : ", " + more) + "})}";
    }

    private String tags(TerraformResource resource, Identity identity) {
        StringBuilder more = new StringBuilder();
        moreTags.getOrDefault(resource, Map.of()).forEach((key, value) -> more.append(", \"")
                .append(key)
                .append("\" = \"")
                .append(value)
                .append('"'));
        return "${merge(var.tags, {\"Name\" = \"" + named(identity.nameTag()) + "\", \"" + Tags.RESOURCE + "\" = \""
                + identity.address() + identity.instance() + "\"" + more + "})}";
    }

    private static boolean isTaggable(TerraformResource resource) {
        return Arrays.stream(resource.getClass().getMethods())
                .filter(method -> method.getName().equals("setTags"))
                .map(Method::getParameterTypes)
                .anyMatch(types -> types.length == 1 && types[0].equals(Map.class));
    }
}
