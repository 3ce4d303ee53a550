package io.github.qisaws.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One row of the catalogue.
 *
 * @param words the type in plain words, such as "data volume"
 * @param data what is lost with a resource of the type; empty if it holds no data
 * @param empty attributes with whose values a resource of the type holds no data after all
 * @param part what the resource is in a deployment of QIS
 * @param guards what the resource does for others, if that is its only purpose
 * @param imported how a resource is found that exists and is missing from the state
 * @param cost how AWS bills the resource; empty if that is not known
 * @param watched meanings by attribute path; a path that starts with {@code *.} stands for every path that ends so,
 *     and one that ends with {@code .*} for every member of a map
 * @param source where the facts come from, for the types of other providers; those of the AWS provider are checked against its
 *     schema
 */
public record ResourceType(
        String name,
        String words,
        Optional<String> data,
        Map<String, String> empty,
        Optional<DeploymentPart> part,
        Optional<Safeguard> guards,
        Optional<ImportRule> imported,
        Optional<BillingRule> cost,
        Map<String, AttributeMeaning> watched,
        Optional<String> source) {
    /** The prefix of the types of the AWS provider. */
    public static final String AWS = "aws_";

    public ResourceType {
        empty = Map.copyOf(empty);
        watched = Map.copyOf(watched);
        if (name.startsWith(AWS) == source.isPresent()) {
            throw new IllegalArgumentException("only the types of other providers have a source, and need one");
        }
    }

    /** Whether a resource with these values, by attribute path, holds no data although others of its type do. */
    boolean isEmpty(UnaryOperator<String> values) {
        return !empty.isEmpty()
                && empty.entrySet().stream().allMatch(each -> each.getValue().equals(values.apply(each.getKey())));
    }

    /** The meaning of an attribute, by its path without list positions. */
    Optional<AttributeMeaning> meaning(String path) {
        return Optional.ofNullable(watched.get(path)).or(() -> watched.entrySet().stream()
                .filter(entry -> stands(entry.getKey(), path))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    private static boolean stands(String watched, String path) {
        return (watched.startsWith("*.") && path.endsWith(watched.substring(1)))
                || (watched.endsWith(".*") && path.startsWith(watched.substring(0, watched.length() - 1)));
    }

    boolean watches(AttributeMeaning meaning) {
        return watched.containsValue(meaning);
    }
}
