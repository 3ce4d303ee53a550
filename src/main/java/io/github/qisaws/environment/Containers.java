package io.github.qisaws.environment;

/**
 * QIS as a service of ECS.
 *
 * @param cpu of a task in units of 1/1024 processor
 * @param memory of a task in MiB
 */
public record Containers(int cpu, int memory) {
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
}
