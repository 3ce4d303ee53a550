package io.github.qisaws.environment;

import java.util.List;

/**
 * The pipeline that builds the server AMI, if an environment has one.
 *
 * @param processor architecture of the image
 * @param regions additional regions that receive AMIs that passed their tests
 * @param container whether it also builds a container image
 */
public record ImageBuild(String processor, List<String> regions, boolean container) {
    public ImageBuild {
        regions = List.copyOf(regions);
    }

    /** Operating system of the servers. */
    public enum OperatingSystem {
        UBUNTU,
        AMAZON_LINUX
    }

    /** Lowest severity of a finding that keeps an image from being released. */
    public enum Scan {
        NONE,
        MEDIUM,
        HIGH,
        CRITICAL
    }
}
