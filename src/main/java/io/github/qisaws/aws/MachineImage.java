package io.github.qisaws.aws;

import io.github.qisaws.architecture.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AMI in a region.
 *
 * @param created time in AWS's format, such as 2026-11-22T04:31:07.000Z
 * @param state AWS's state, such as available, pending, or failed
 */
public record MachineImage(
        String id, String name, String created, String processor, String state, Map<String, String> tags) {
    public static final String AVAILABLE = "available";

    /** Image Builder's tag; its value is an ARN that ends with recipe version and build number. */
    private static final String BUILDER_TAG = "Ec2ImageBuilderArn";

    private static final Pattern VERSION = Pattern.compile(":image/[^/]+/([^/]+(?:/[^/]+)?)$");

    public MachineImage {
        tags = Map.copyOf(tags);
    }

    /** Recipe version and build number, such as 1.0.31/2; empty if Image Builder did not build the AMI. */
    public Optional<String> version() {
        return Optional.ofNullable(tags.get(BUILDER_TAG))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    /** The environment whose pipeline built the AMI. */
    public Optional<String> environment() {
        return Optional.ofNullable(tags.get(Tags.ENVIRONMENT));
    }

    /** The major version of its PostgreSQL; empty for an AMI of an older pipeline, or of another account. */
    public Optional<String> postgresql() {
        return Optional.ofNullable(tags.get(Tags.POSTGRESQL));
    }

    public boolean isAvailable() {
        return state.equals(AVAILABLE);
    }

    /** The tags that can be set on a copy, without AWS's own tags, which start with aws:. */
    Map<String, String> ownTags() {
        Map<String, String> own = new TreeMap<>(tags);
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return own;
    }
}
