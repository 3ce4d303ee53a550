package io.github.qisaws.architecture;

import io.github.qisaws.environment.Containers.Tasks;
import io.github.qisaws.environment.FargateSizes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Inputs for CPU and memory of containers, the number of tasks, and log retention. */
final class ContainerSizes {
    /** MiB of memory that Fargate offers, by CPU units, as a Terraform expression. */
    private static final String FARGATE = new TreeMap<>(FargateSizes.MEMORY)
            .entrySet().stream()
                    .map(entry -> entry.getKey() + " = " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));

    /** The module's default number of tasks; with EC2, there is always one task. */
    static final Tasks UNUSED = new Tasks(2, 4, 60, 0);

    private static final int SMALLEST_MEMORY = 512;
    private static final int LARGEST_MEMORY = 122880;

    static final Input SIZE = Input.optional(
                    "size",
                    "object({cpu = optional(number, 1024), memory = optional(number, 3072)})",
                    new TreeMap<>(Map.of("cpu", 1024, "memory", 3072)))
            .decidedBy("containers")
            .describedAs("Size of a task: cpu in units of 1/1024 vCPU, memory in MiB. Fargate supports only some"
                    + " combinations. With EC2, database and cache get a quarter of the memory each; the"
                    + " default fits a host with 4 GiB.")
            .rule(
                    "contains(keys(" + FARGATE + "), tostring(var.size.cpu))",
                    "size.cpu must be 256, 512, 1024, 2048, 4096, 8192, or 16384.",
                    Map.of("cpu", 1000))
            .rule(
                    "var.size.memory >= " + SMALLEST_MEMORY + " && var.size.memory <= " + LARGEST_MEMORY
                            + " && floor(var.size.memory / 512) == var.size.memory / 512",
                    "size.memory must be a multiple of 512 from 512 to 122880.",
                    Map.of("memory", 1000))
            .rule(
                    "var.launch_type != \"FARGATE\" || contains(lookup(" + FARGATE
                            + ", tostring(var.size.cpu), [var.size.memory]), var.size.memory)",
                    "size.memory must be one that Fargate offers with this size.cpu, such as 2048, 3072, 4096, and so on"
                            + " to 8192 with 1024.",
                    Map.of("cpu", 1024, "memory", 512))
            .rule(
                    "var.launch_type != \"EC2\" || var.size.memory >= 2048",
                    "size.memory must be at least 2048 with EC2, because database and cache share it.",
                    Map.of("cpu", 4096, "memory", 512))
            .build();

    static final Input SCALING = Input.optional(
                    "scaling",
                    "object({minimum = optional(number, 2), maximum = optional(number, 4), cpu_target ="
                            + " optional(number, 60), request_target = optional(number, 0)})",
                    new TreeMap<>(Map.of("minimum", 2, "maximum", 4, "cpu_target", 60, "request_target", 0)))
            .decidedBy("containers")
            .describedAs("FARGATE: minimum and maximum number of tasks, and the average CPU utilization in percent that"
                    + " auto scaling maintains. request_target, unless 0: also the requests per minute and task; the larger"
                    + " number of tasks counts. EC2: not used; there is always exactly one task, because two"
                    + " would write the same files.")
            .rule(
                    "var.scaling.minimum >= 1 && var.scaling.minimum <= var.scaling.maximum && var.scaling.maximum <="
                            + " 100",
                    "scaling must have a minimum of at least 1, and a maximum from that minimum to 100.",
                    Map.of("minimum", 3, "maximum", 2))
            .rule(
                    "floor(var.scaling.minimum) == var.scaling.minimum && floor(var.scaling.maximum) =="
                            + " var.scaling.maximum",
                    "scaling must contain whole numbers.",
                    Map.of("minimum", 1.5))
            .rule(
                    "var.scaling.cpu_target >= 10 && var.scaling.cpu_target <= 95",
                    "scaling.cpu_target must be between 10 and 95 percent.",
                    Map.of("cpu_target", 100))
            .rule(
                    "var.scaling.request_target >= 0 && var.scaling.request_target <= 1000000 &&"
                            + " floor(var.scaling.request_target) == var.scaling.request_target",
                    "scaling.request_target must be a whole number between 0 and 1000000.",
                    Map.of("request_target", 0.5))
            .rule(
                    "var.scaling.request_target == 0 || var.load_balancer_arn != \"\"",
                    "scaling.request_target requires load_balancer_arn.",
                    Map.of("request_target", 1000))
            .build();

    static final Input LOG_DAYS = Input.of("containers.log-days")
            .describedAs("Retention of container logs in CloudWatch, in days.")
            .build();

    private ContainerSizes() {}
}
