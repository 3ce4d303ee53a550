package io.github.qisaws.module;

/**
 * How long Terraform waits where AWS may need longer than the provider's default. An apply that stops waiting fails, and
 * the next one starts the same operation once more.
 */
final class Timeouts {
    /**
     * The final snapshot of large storage, before it is deleted, or its restore. Default: 10 minutes for an EBS volume, 50
     * to 80 minutes for RDS.
     */
    static final String STORAGE = "6h";

    /**
     * The end of servers or tasks behind a load balancer: the deregistration delay, at most one hour, and their start or
     * end. Default: 10 minutes for an Auto Scaling group, 20 minutes for an ECS service.
     */
    static final String DRAIN = "80m";

    private Timeouts() {}
}
