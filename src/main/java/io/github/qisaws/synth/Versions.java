package io.github.qisaws.synth;

import java.util.List;

/** The versions that every written configuration asks for, as Terraform's constraints. */
public final class Versions {
    /** Input validation across variables came with Terraform 1.9; native S3 locks with 1.10. */
    public static final String TERRAFORM = ">= 1.10.0";

    /** From the oldest tested release, up to the major after the newest tested release. */
    public static final String AWS = ">= 5.100.0, < 7.0.0";

    /** AWS provider versions with which {@code demo} completed its whole run, newest first; see src/docs/providers.md. */
    public static final List<String> TESTED_AWS = List.of("6.48.0", "5.100.0");

    private Versions() {}
}
