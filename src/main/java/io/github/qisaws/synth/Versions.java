package io.github.qisaws.synth;

import java.util.List;

/** Version constraints in every generated configuration, and tested provider versions. */
public final class Versions {
    /** Terraform 1.10 is the first version with S3 lock files. */
    public static final String TERRAFORM = ">= 1.10.0";

    /** From the oldest tested release to the newest tested major version. */
    public static final String AWS = ">= 5.100.0, < 7.0.0";

    /**
     * AWS provider versions with which {@code demo} completed its whole run, newest first; see src/docs/providers.md.
     */
    public static final List<String> TESTED_AWS = List.of("6.48.0", "5.100.0");

    private Versions() {}
}
