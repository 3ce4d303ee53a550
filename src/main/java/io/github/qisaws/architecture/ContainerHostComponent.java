package io.github.qisaws.architecture;

import io.github.qisaws.architecture.ContainerHostInputs.Machine;
import io.github.qisaws.architecture.ContainerHostInputs.Place;
import io.github.qisaws.architecture.ContainerHostInputs.Snapshots;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Topology.OnHost;
import java.util.List;

/** An ECS cluster of one host that keeps data. */
public final class ContainerHostComponent {
    public static final Contract CONTRACT = new Contract(
            "container-host",
            "Container host",
            "An ECS cluster of one server, for QIS in containers with its database beside it. Database and images are on"
                    + " encrypted volumes of their own, which the server mounts at each boot; tasks find them under the"
                    + " same paths on the next server. Where one cannot be mounted, the agent of ECS does not start on"
                    + " that boot, so that nothing is ever written beside them. The secret is made empty; the database's container puts its"
                    + " value at the first start.",
            inputs(),
            List.of(
                    new Contract.Output("cluster_arn", "ARN of the cluster."),
                    new Contract.Output("cluster_name", "The cluster as CloudWatch's metrics name it."),
                    new Contract.Output("database_path", "Folder of the server for the database's files."),
                    new Contract.Output("images_path", "Folder of the server for the image tree."),
                    new Contract.Output(
                            "secret_arn", "Secret with the database password, the signing key and the admin password."),
                    new Contract.Output("instance_id", "Id of the instance."),
                    new Contract.Output("database_volume_id", "Volume with the database."),
                    new Contract.Output("images_volume_id", "Volume with the original images."),
                    new Contract.Output("role_name", "IAM role of the server, for further policies.")),
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
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Subnet of the server, in the zone of its volumes, with a way to ECS and ECR.")
                        .build(),
                Input.required("zone", "string", "eu-west-1a")
                        .decidedBy("data.zone")
                        .describedAs("Availability zone of the server and its volumes. Another zone makes new, empty"
                                + " volumes.")
                        .matching(
                                "[a-z]{2,}(-[a-z0-9]+)+-[0-9]+[a-z]",
                                "zone must be a zone name such as eu-west-1a.",
                                "a")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the server, which nobody needs to reach.")
                        .build(),
                CommonInputs.id("ami_id", "ami")
                        .decidedBy("image")
                        .describedAs(
                                "ECS-optimized machine image of Amazon Linux 2023. A host that is there keeps the image"
                                        + " that it was made from; another one is taken when it is replaced, for instance by"
                                        + " plan -replace.")
                        .build(),
                CommonInputs.instanceType("data.instance-type", "Another one stops and starts the server."),
                CommonInputs.volume("data.database-volume", "the database"),
                CommonInputs.volume("data.images-volume", "the original images"),
                CommonInputs.restoreFrom(),
                Input.of("data.snapshot-days")
                        .describedAs("Days that daily snapshots of both volumes are kept; 0 means no snapshots.")
                        .build(),
                Input.of("protect")
                        .describedAs(
                                "Termination protection of the server, a last snapshot of a volume that is deleted,"
                                        + " and 30 days in which a deleted secret can be restored.")
                        .build());
    }

    /** Puts the host into the application subnet of the data's zone: there is a way to ECS and ECR. */
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

    /** The position of the data's zone among those of the network. */
    static int zoneOf(Environment environment, DataServer data) {
        return environment.network().zones().indexOf(data.zone());
    }
}
