package io.github.qisaws.environment;

/**
 * QIS as an ECS service.
 *
 * @param cpu of a task in units of 1/1024 vCPU
 * @param memory of a task in MiB
 */
public record Containers(int cpu, int memory) {
    /** Where the tasks run. */
    public enum LaunchType {
        FARGATE,
        EC2
    }

    /**
     * Number of tasks on Fargate.
     *
     * @param cpuTarget average CPU utilization in percent that auto scaling maintains
     * @param requestTarget requests per minute and task that auto scaling maintains, too; 0 means any number
     */
    public record Tasks(int minimum, int maximum, int cpuTarget, int requestTarget) {}
}
