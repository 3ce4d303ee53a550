package io.github.qisaws.environment;

/**
 * QIS as a service of ECS.
 *
 * @param image repository and version, or digest
 * @param cpu of a task in units of 1/1024 processor
 * @param memory of a task in MiB
 */
public record Containers(String image, int cpu, int memory, Operation operation) {
    /** Who runs the tasks. */
    public enum LaunchType {
        FARGATE,
        EC2
    }

    /**
     * How many tasks there are on Fargate.
     *
     * @param cpuTarget mean CPU in percent that auto-scaling keeps
     */
    public record Tasks(int minimum, int maximum, int cpuTarget) {}

    /** Logs in days, and ECS Exec. */
    public record Operation(int logDays, boolean shell) {}
}
