package io.github.qisaws.synth;

/** The versions that every written configuration asks for, as Terraform's constraints. */
public final class Versions {
    /** Input validation across variables came with Terraform 1.9; native S3 locks with 1.10. */
    public static final String TERRAFORM = ">= 1.10.0";

    /** From the release whose schema the bindings hold, up to the newest major that the modules were tried with. */
    public static final String AWS = ">= 5.26.0, < 7.0.0";

    private Versions() {}
}
