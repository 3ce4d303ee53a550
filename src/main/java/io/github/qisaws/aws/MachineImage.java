package io.github.qisaws.aws;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One AMI of a region.
 *
 * @param created as AWS says it, such as 2026-11-22T04:31:07.000Z
 * @param state available, pending, failed …
 */
public record MachineImage(
        String id, String name, String created, String processor, String state, Map<String, String> tags) {
    public static final String AVAILABLE = "available";

    /** Image Builder's own tag, whose ARN ends in recipe version and build number. */
    private static final String BUILDER_TAG = "Ec2ImageBuilderArn";

    private static final Pattern VERSION = Pattern.compile(":image/[^/]+/([^/]+(?:/[^/]+)?)$");

    public MachineImage {
        tags = Map.copyOf(tags);
    }

    /** The recipe's version and the build's number, such as 1.0.31/2; unknown for an image made otherwise. */
    public Optional<String> version() {
        return Optional.ofNullable(tags.get(BUILDER_TAG))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    /** The environment whose pipeline made it. */
    public Optional<String> environment() {
        return Optional.ofNullable(tags.get(ImageRegistry.ENVIRONMENT_TAG));
    }

    public boolean isAvailable() {
        return state.equals(AVAILABLE);
    }

    /** The tags that may be given to a copy: those that begin with aws: are AWS's. */
    Map<String, String> ownTags() {
        Map<String, String> own = new TreeMap<>(tags);
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return own;
    }
}
