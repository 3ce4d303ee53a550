package io.github.qisaws.architecture;

import io.github.qisaws.architecture.ContainersInputs.Data;
import io.github.qisaws.architecture.ContainersInputs.Place;
import io.github.qisaws.architecture.ContainersInputs.Service;
import io.github.qisaws.architecture.ContainersInputs.Size;
import io.github.qisaws.architecture.ContainersInputs.Task;
import io.github.qisaws.environment.Containers;
import io.github.qisaws.environment.Containers.LaunchType;
import io.github.qisaws.environment.Containers.Tasks;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Topology.OnFargate;
import io.github.qisaws.environment.Topology.OnHost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** QIS as an ECS task and service. */
public final class ContainersComponent {
    private static final List<String> LAUNCH_TYPES =
            Arrays.stream(LaunchType.values()).map(Enum::name).toList();

    public static final Contract CONTRACT = new Contract(
            "containers",
            "Containers",
            "QIS as an ECS service, from one container image that contains all roles. FARGATE: auto-scaled web server"
                    + " tasks; the database is on RDS, the original images are on EFS, and the cache is on"
                    + " ElastiCache, because a Fargate task can persist files only on EFS, which is unsuitable for"
                    + " PostgreSQL. EC2: one task with database, cache, and web server on a container-host, whose"
                    + " volumes hold database and images. A deployment stops the old task first, because two"
                    + " databases must never write the same files. Each task has its own IP address, reads the secret"
                    + " through its IAM role, writes only to mounted volumes, and sends its logs to CloudWatch.",
            inputs(),
            List.of(
                    new Contract.Output("cluster_arn", "ARN of the ECS cluster."),
                    new Contract.Output("cluster_name", "Cluster name in CloudWatch metrics."),
                    new Contract.Output("service_name", "Service name in CloudWatch metrics."),
                    new Contract.Output("task_definition_arn", "ARN of the current task definition revision."),
                    new Contract.Output("log_group_name", "Log group of the containers."),
                    new Contract.Output("task_role_name", "IAM role of the containers, for additional policies.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.this", "the logs of all containers")));

    private ContainersComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.IAM_PATH,
                CommonInputs.PERMISSIONS_BOUNDARY,
                Input.optional("launch_type", "string", LaunchType.FARGATE.name())
                        .decidedBy("containers.launch-type")
                        .describedAs("FARGATE: web server tasks, with AWS services for the data. EC2: one task with"
                                + " everything, on a container-host.")
                        .oneOf(LAUNCH_TYPES)
                        .rule(
                                "var.launch_type != \"EC2\" || (var.cluster_arn != \"\" && var.host_paths.database !="
                                        + " \"\" && var.host_paths.images != \"\")",
                                "launch_type EC2 requires cluster_arn and host_paths, which are outputs of the"
                                        + " container-host module.",
                                "EC2")
                        .build(),
                Input.optional("cluster_arn", "string", "")
                        .decidedBy("containers.launch-type")
                        .describedAs("ARN of the container-host's cluster; if empty, a cluster is created (FARGATE).")
                        .matching("|" + CommonInputs.ARN, "cluster_arn must be empty or the ARN of a cluster.", "qis")
                        .build(),
                image(),
                Input.optional("architecture", "string", "x86_64")
                        .describedAs("CPU architecture of the container image.")
                        .oneOf(CommonInputs.words("image-build.processor"))
                        .build(),
                CommonInputs.ids("subnet_ids", "subnet", 1)
                        .describedAs("Subnets of the tasks. With EC2, subnets in the zone of the host.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the tasks.")
                        .build(),
                CommonInputs.publicAddress()
                        .describedAs("Assign a public IP address to each task, for subnets without NAT. Requires"
                                + " FARGATE.")
                        .build(),
                arn("target_group_arn", "elasticloadbalancing", "targetgroup/qis-demo/0123456789abcdef")
                        .describedAs("Target group of type ip in which the tasks are registered. Its listeners must"
                                + " already exist.")
                        .build(),
                CommonInputs.LOAD_BALANCER_ARN,
                arn("secret_arn", "secretsmanager", "secret:qis-aws/demo-AbCdEf")
                        .describedAs("Secret that the containers read through their IAM role, in the same region and"
                                + " account.")
                        .build(),
                Input.optional("master_secret_arn", "string", "")
                        .decidedBy("containers.launch-type")
                        .describedAs(
                                "Master user secret of RDS, with which the first task creates the database role and"
                                        + " databases, and sets the value of the application secret; empty with EC2.")
                        .matching(
                                "|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+",
                                "master_secret_arn must be empty or the ARN of a secret.",
                                "rds!db-0123")
                        .build(),
                hostPaths(),
                fileSystem(),
                CommonInputs.roleSettings(
                        "QIS_ROLE",
                        "QIS_REGION",
                        "QIS_ENVIRONMENT",
                        "QIS_SECRET_ID",
                        "QIS_DATABASE_MASTER_SECRET_ID",
                        "QIS_IMAGES",
                        "QIS_CACHE_MEGABYTES"),
                ContainerSizes.SIZE,
                ContainerSizes.SCALING,
                ContainerSizes.LOG_DAYS,
                Input.optional("wait_for_steady_state", "bool", true)
                        .decidedBy("architecture")
                        .describedAs("Wait in an apply until the tasks of a new version run and are healthy. The apply"
                                + " fails if they do not, or if ECS rolls back to the previous version. qis-aws sets"
                                + " it to false, because it follows the deployment itself.")
                        .flag()
                        .build(),
                Input.of("containers.shell")
                        .describedAs(
                                "Enable ECS Exec: a shell in running containers, for users with the IAM permission."
                                        + " AWS does not support ECS Exec with a read-only root file system, which"
                                        + " the containers have; as a workaround, its agent gets writable volumes.")
                        .build());
    }

    private static Input image() {
        return Input.required("image", "string", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1")
                .fedBy("containers.image")
                .describedAs(
                        "Container image built from this repository's recipe, with version or digest. A new image is"
                                + " rolled out, and rolled back if it fails its health checks.")
                .matching(
                        "[a-z0-9][a-z0-9.:/_-]*[a-z0-9](:[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})",
                        "image must name a repository and a version or digest, such as"
                                + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1.",
                        "Quru/QIS")
                .rule(
                        "can(regex(\"[:@][^/]+$\", var.image)) && !endswith(var.image, \":latest\")",
                        "image must have a version or digest other than latest, which would identify no version and"
                                + " allow no rollback.",
                        "quru/qis-web:latest")
                .build();
    }

    private static Input hostPaths() {
        return Input.optional(
                        "host_paths",
                        "object({database = optional(string, \"\"), images = optional(string, \"\")})",
                        Map.of())
                .describedAs("EC2: folders on the host for database and images. FARGATE: empty.")
                .rule(
                        "alltrue([for path in values(var.host_paths) : can(regex(\"^(/[A-Za-z0-9._-]+){2,}$|^$\","
                                + " path))])",
                        "host_paths must be folders at least two levels deep such as /data/database.",
                        Map.of("database", "/"))
                .rule(
                        "var.host_paths.database == \"\" || var.host_paths.database != var.host_paths.images",
                        "host_paths must be two different folders.",
                        Map.of("database", "/data/qis", "images", "/data/qis"))
                .build();
    }

    private static Input fileSystem() {
        return Input.required(
                        "file_system",
                        "object({id = optional(string, \"\"), access_point = optional(string, \"\")})",
                        Map.of("id", "fs-0123456789abcdef0", "access_point", "fsap-0123456789abcdef0"))
                .describedAs("FARGATE: EFS file system and access point of the original images. EC2: {}.")
                .rule(
                        "var.launch_type != \"FARGATE\" || var.file_system.id != \"\"",
                        "launch_type FARGATE requires file_system, because files inside a task are lost when it stops.",
                        Map.of())
                .rule(
                        "can(regex(\"^(fs-[0-9a-f]+)?$\", var.file_system.id)) && can(regex(\"^(fsap-[0-9a-f]+)?$\","
                                + " var.file_system.access_point))",
                        "file_system must contain an id such as fs-0123 and an access_point such as fsap-0123.",
                        Map.of("id", "nfs"))
                .rule(
                        "(var.file_system.id == \"\") == (var.file_system.access_point == \"\")",
                        "file_system requires both id and access_point.",
                        Map.of("id", "fs-0123456789abcdef0"))
                .build();
    }

    /** Network and load balancer of the tasks. */
    record Surroundings(NetworkOutputs network, FirewallOutputs firewall, LoadBalancerOutputs loadBalancer) {}

    /** Places the tasks in the application subnets. */
    static ContainersOutputs call(
            Environment environment,
            OnFargate topology,
            Surroundings around,
            Data data,
            SortedMap<String, String> roleSettings) {
        Place place = place(
                environment,
                around,
                LaunchType.FARGATE,
                new Reference<>(""),
                around.network().applicationSubnetIds(),
                topology.tasks());
        return call(environment, topology.containers(), place, topology.tasks(), data, roleSettings);
    }

    /** Places the task in the application subnet of the host's zone. */
    static ContainersOutputs call(
            Environment environment,
            OnHost topology,
            Surroundings around,
            Data data,
            Reference<Kind.Cluster> cluster,
            SortedMap<String, String> roleSettings) {
        References<Kind.Subnet> subnets = around.network().applicationSubnetIds();
        Place place = place(
                environment,
                around,
                LaunchType.EC2,
                cluster,
                subnets.only(ContainerHostComponent.zoneOf(environment, topology.data())),
                ContainerSizes.UNUSED);
        return call(environment, topology.containers(), place, ContainerSizes.UNUSED, data, roleSettings);
    }

    private static Place place(
            Environment environment,
            Surroundings around,
            LaunchType launchType,
            Reference<Kind.Cluster> cluster,
            References<Kind.Subnet> subnets,
            Tasks tasks) {
        return new Place(
                launchType.name(),
                cluster,
                subnets,
                around.firewall().webGroupIds(),
                environment.network().layout() == Layout.OPEN,
                around.loadBalancer().servedTargetGroupArn(),
                tasks.requestTarget() > 0 ? around.loadBalancer().servedArn() : new Reference<>(""));
    }

    private static ContainersOutputs call(
            Environment environment,
            Containers containers,
            Place place,
            Tasks tasks,
            Data data,
            SortedMap<String, String> roleSettings) {
        return new ContainersOutputs(Call.of(new ContainersInputs(
                Common.of(environment, CONTRACT),
                place,
                new Task(new Size(containers.cpu(), containers.memory()), roleSettings),
                data,
                new Service(tasks, false))));
    }

    private static Input.Builder arn(String name, String service, String resource) {
        return Input.required(name, "string", "arn:aws:" + service + ":eu-west-1:123456789012:" + resource)
                .matching(CommonInputs.ARN, name + " must be an ARN.", "qis");
    }
}
