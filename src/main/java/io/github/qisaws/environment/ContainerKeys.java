package io.github.qisaws.environment;

import io.github.qisaws.environment.Containers.LaunchType;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;

/** The keys of {@code containers}. */
final class ContainerKeys {
    private static final Section.Builder CONTAINERS = Section.at("containers", "QIS as an ECS service.");

    static final Key<String> IMAGE = CONTAINERS.key(
            "image",
            new TextType(
                    "a repository with a version or digest such as"
                            + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1",
                    "[a-z0-9][a-z0-9.:/_-]*(:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})"),
            Default.derived("required with architecture containers"),
            "Container image built from this repository's recipe. A new image is rolled out, and rolled back if it"
                    + " fails its health checks.",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1");
    static final Key<LaunchType> LAUNCH_TYPE = CONTAINERS.key(
            "launch-type",
            ChoiceType.of(LaunchType.class),
            Default.of(LaunchType.FARGATE),
            "fargate: auto-scaled web server tasks; RDS, EFS, and ElastiCache hold the data (sections database and"
                    + " cache). ec2: one task with web server, database, and cache on one EC2 instance (section"
                    + " data); requires network.layout tiered.");
    static final Key<Integer> CPU = CONTAINERS.key(
            "cpu",
            IntegerType.oneOf(List.of(256, 512, 1024, 2048, 4096, 8192, 16384), "units of 1/1024 vCPU"),
            Default.of(1024),
            "CPU of a task.");
    static final Key<Integer> MEMORY = CONTAINERS.key(
            "memory",
            IntegerType.between(512, 122880, "MiB"),
            Default.of(3072),
            "Memory of a task. Fargate supports only some combinations with cpu. With launch-type ec2, database and"
                    + " cache get a quarter each.");
    static final Key<Integer> MINIMUM =
            CONTAINERS.key("minimum", IntegerType.between(1, 100, "tasks"), Default.of(2), "Minimum number of tasks.");
    static final Key<Integer> MAXIMUM =
            CONTAINERS.key("maximum", IntegerType.between(1, 100, "tasks"), Default.of(4), "Maximum number of tasks.");
    static final Key<Integer> CPU_TARGET = CONTAINERS.key(
            "cpu-target",
            IntegerType.between(10, 95, "percent"),
            Default.of(60),
            "Average CPU utilization that auto scaling maintains.");
    static final Key<Integer> REQUEST_TARGET = CONTAINERS.key(
            "request-target",
            IntegerType.between(1, WebKeys.MOST_REQUESTS, "requests per minute"),
            Default.derived("none: scaling by CPU only"),
            "Requests per minute and task that auto scaling maintains, in addition to cpu-target. The larger of the two"
                    + " numbers of tasks counts.",
            1000);
    static final Key<Integer> LOG_DAYS = CONTAINERS.key(
            "log-days",
            IntegerType.oneOf(Retention.DAYS, "days"),
            Default.of(30),
            "Retention of container logs in CloudWatch.");
    static final Key<Boolean> SHELL = CONTAINERS.key(
            "shell",
            new BooleanType(),
            Default.of(false),
            "Enable ECS Exec: a shell in running containers, for users with the IAM permission. AWS does not support"
                    + " ECS Exec with a read-only root file system, which the containers have; as a workaround, its"
                    + " agent gets writable volumes.");

    static final Section SECTION = CONTAINERS.build();

    private ContainerKeys() {}
}
