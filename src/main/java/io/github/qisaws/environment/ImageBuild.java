package io.github.qisaws.environment;

import java.util.List;

/**
 * The pipeline that makes the servers' machine image, where an environment has one.
 *
 * @param processor architecture of the image
 * @param regions further ones that get a copy of each good image
 * @param container a container image too
 */
public record ImageBuild(String processor, List<String> regions, boolean container) {
    public ImageBuild {
        regions = List.copyOf(regions);
    }

    /** What the servers run. */
    public enum OperatingSystem {
        UBUNTU,
        AMAZON_LINUX
    }
}
