package io.github.qisaws.architecture;

import io.github.qisaws.architecture.ContainerHostInputs.Machine;
import io.github.qisaws.architecture.ContainerHostInputs.Place;
import io.github.qisaws.architecture.ContainerHostInputs.Snapshots;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Topology.OnHost;
import java.util.List;

/** An ECS cluster with one EC2 host that holds the data. */
public final class ContainerHostComponent {
    public static final Contract CONTRACT = new Contract(
            "container-host",
            "Container host",
            "An ECS cluster with one EC2 host, for QIS and its database in containers. Database and images are on"
                    + " separate encrypted volumes, which the host mounts at each boot; the paths are the same on a"
                    + " replacement host. If a volume cannot be mounted, the ECS agent does not start, so that no"
                    + " data is written outside the volumes. The secret is created empty; the database container sets"
                    + " its value at its first start.",
            inputs(),
            List.of(
                    new Contract.Output("cluster_arn", "ARN of the ECS cluster."),
                    new Contract.Output("cluster_name", "Cluster name in CloudWatch metrics."),
                    new Contract.Output("database_path", "Folder on the host for the database files."),
                    new Contract.Output("images_path", "Folder on the host for the original images."),
                    new Contract.Output(
                            "secret_arn",
                            "Secret with the database password, the signing key, and the admin" + " password."),
                    new Contract.Output("instance_id", "ID of the EC2 instance."),
                    new Contract.Output("database_volume_id", "ID of the database volume."),
                    new Contract.Output("images_volume_id", "ID of the volume with the original images."),
                    new Contract.Output("role_name", "IAM role of the server, for additional policies.")),
            List.of(
                    new Contract.Stateful("aws_ebs_volume.database", "all image records"),
                    new Contract.Stateful("aws_ebs_volume.images", "all original images"),
                    new Contract.Stateful(
                            "aws_secretsmanager_secret.this", "the database password and the signing key")));

    private ContainerHostComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.IAM_PATH,
                CommonInputs.PERMISSIONS_BOUNDARY,
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Subnet of the host, in the zone of its volumes, with network access to ECS and"
                                + " ECR.")
                        .build(),
                Input.required("zone", "string", "eu-west-1a")
                        .decidedBy("data.zone")
                        .describedAs("Availability Zone of the server and its volumes. A change creates new, empty"
                                + " volumes.")
                        .matching(
                                "[a-z]{2,}(-[a-z0-9]+)+-[0-9]+[a-z]",
                                "zone must be a zone name such as eu-west-1a.",
                                "a")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the host, which needs no inbound access.")
                        .build(),
                CommonInputs.id("ami_id", "ami")
                        .decidedBy("image")
                        .describedAs(
                                "ECS-optimized Amazon Linux 2023 AMI. An existing host keeps its AMI. A new AMI takes"
                                        + " effect when the host is replaced, for example with plan -replace.")
                        .build(),
                CommonInputs.amiOwners(),
                CommonInputs.instanceType("data.instance-type", "A change stops and starts the server."),
                CommonInputs.volume("data.database-volume", "the database"),
                CommonInputs.volume("data.images-volume", "the original images"),
                CommonInputs.restoreFrom(),
                CommonInputs.volumeCopies("database"),
                CommonInputs.volumeServes("database"),
                CommonInputs.volumeCopies("images"),
                CommonInputs.volumeServes("images"),
                Input.of("data.snapshot-days")
                        .describedAs("Retention of the daily snapshots of both volumes in days; 0 means no snapshots.")
                        .build(),
                Input.of("protect")
                        .describedAs(
                                "Enable termination protection of the host, a final snapshot of a deleted volume, and"
                                        + " a 30-day recovery window for a deleted secret.")
                        .build());
    }

    /** Places the host in the application subnet of the data zone, which has network access to ECS and ECR. */
    static ContainerHostOutputs call(
            Environment environment, OnHost topology, NetworkOutputs network, FirewallOutputs firewall) {
        DataServer data = topology.data();
        return new ContainerHostOutputs(Call.of(new ContainerHostInputs(
                Common.of(environment, CONTRACT),
                new Place(
                        network.applicationSubnetIds().element(zoneOf(environment, data)),
                        ModuleWords.zoneName(environment, data.zone()),
                        firewall.webGroupIds()),
                new Machine(ServerImages.image(topology.serverImage())),
                new Snapshots(data.madeFrom()))));
    }

    /** The index of the data zone in the network's zones. */
    static int zoneOf(Environment environment, DataServer data) {
        return environment.network().zones().indexOf(data.zone());
    }
}
