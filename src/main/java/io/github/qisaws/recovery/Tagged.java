package io.github.qisaws.recovery;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.TaggedResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource in the account that has an environment's tags.
 *
 * @param address resource address in the configuration
 * @param importId ID for Terraform's import block
 */
public record Tagged(String address, String importId) {
    /** The resources of an environment, without duplicates. */
    public static List<Tagged> of(List<TaggedResource> resources, String environment) {
        return resources.stream()
                .flatMap(each -> of(each, environment).stream())
                .distinct()
                .toList();
    }

    /** Empty for a resource with other tags, or with the tags of the resource that launched it. */
    private static Optional<Tagged> of(TaggedResource found, String environment) {
        Map<String, String> tags = found.tags();
        String resource = tags.getOrDefault(Tags.RESOURCE, "");
        String component = tags.getOrDefault(Tags.COMPONENT, "");
        boolean ours = environment.equals(tags.get(Tags.ENVIRONMENT));
        if (!ours || component.isEmpty() || resource.indexOf('.') < 0) {
            return Optional.empty();
        }
        return ImportIds.tagged(resource.substring(0, resource.indexOf('.')), found.arnOrId())
                .map(id -> new Tagged(address(component, resource), id));
    }

    /**
     * The resource address for a tag. Tags cannot contain brackets and quotation marks, so the tag
     * {@code aws_subnet.public/eu-west-1a} means {@code aws_subnet.public["eu-west-1a"]}.
     */
    static String address(String component, String resource) {
        int slash = resource.indexOf('/');
        String name = slash < 0 ? resource : resource.substring(0, slash);
        String key = slash < 0 ? "" : resource.substring(slash + 1);
        String index = key.isEmpty() ? "" : key.matches("[0-9]+") ? "[" + key + "]" : "[\"" + key + "\"]";
        return "module." + component + "." + name + index;
    }
}
