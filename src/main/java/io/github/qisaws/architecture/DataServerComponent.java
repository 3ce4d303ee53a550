package io.github.qisaws.architecture;

import io.github.qisaws.architecture.DataServerInputs.Machine;
import io.github.qisaws.architecture.DataServerInputs.Place;
import io.github.qisaws.architecture.DataServerInputs.Service;
import io.github.qisaws.architecture.DataServerInputs.Snapshots;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Topology.SingleServer;
import io.github.qisaws.environment.Topology.TwoServers;
import java.util.List;

/** The full-time database, image-storage and cache server, which can be the only server and serve the site too. */
public final class DataServerComponent {
    private static final String DATA_SERVER = "data-server";
    private static final String FULL_SERVER = "full-server";

    public static final Contract CONTRACT = new Contract(
            "data-server",
            "Data server",
            "The full-time database, image-storage and cache server; with role full-server the web server too, so"
                    + " that it is the only one. Database and images are on encrypted volumes of"
                    + " their own; the secret and the server's name in a private DNS zone are resources of their own"
                    + " too, and its address is the tenth of its subnet: whatever replaces or restarts the server leaves"
                    + " its data, name and address. A new image alone does not: the server keeps the one that it was"
                    + " made from until its replacement is asked for. The secret is made empty; the server puts its"
                    + " value at the first start.",
            inputs(),
            List.of(
                    new Contract.Output(
                            "host_name", "Name of the server in the private DNS zone; resolves inside the VPC."),
                    new Contract.Output("private_ip", "Private address of the server; stays when it is replaced."),
                    new Contract.Output("instance_id", "Id of the instance."),
                    new Contract.Output(
                            "secret_arn", "Secret with the database password, the signing key and the admin password."),
                    new Contract.Output("database_volume_id", "Volume with the database."),
                    new Contract.Output("images_volume_id", "Volume with the original images."),
                    new Contract.Output("hosted_zone_id", "The private DNS zone."),
                    new Contract.Output("role_name", "IAM role of the server, for further policies.")),
            List.of(
                    new Contract.Stateful("aws_ebs_volume.database", "all image records"),
                    new Contract.Stateful("aws_ebs_volume.images", "all original images"),
                    new Contract.Stateful(
                            "aws_secretsmanager_secret.this", "the database password and the signing key")));

    private DataServerComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.id("vpc_id", "vpc")
                        .describedAs("VPC in which the server's name resolves.")
                        .build(),
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Subnet of the server, in the zone of its volumes.")
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
                        .describedAs("Security groups of the server.")
                        .build(),
                CommonInputs.amiId("A server that is there keeps the image that it was made from; another one is taken"
                        + " when the server is replaced, for instance by plan -replace."),
                CommonInputs.instanceType("data.instance-type", "Another one stops and starts the server."),
                Input.optional("role", "string", DATA_SERVER)
                        .decidedBy("architecture")
                        .describedAs(
                                "data-server: database, images and cache for web servers elsewhere. full-server: the"
                                        + " web server as well. Another role restarts the server and keeps its data.")
                        .oneOf(DATA_SERVER, FULL_SERVER)
                        .rule(
                                "var.role != \"full-server\" || var.target_group_arn != \"\"",
                                "role full-server needs target_group_arn.",
                                FULL_SERVER)
                        .build(),
                Input.optional("target_group_arn", "string", "")
                        .decidedBy("architecture")
                        .describedAs("Target group of the load balancer that a full-server joins; otherwise empty.")
                        .matching(
                                "|" + CommonInputs.ARN,
                                "target_group_arn must be empty or the ARN of a target group.",
                                "qis")
                        .build(),
                CommonInputs.publicAddress()
                        .describedAs("A public address, for a subnet whose only way out is the internet gateway.")
                        .build(),
                CommonInputs.volume("data.database-volume", "the database"),
                CommonInputs.volume("data.images-volume", "the original images"),
                CommonInputs.restoreFrom(),
                Input.of("data.snapshot-days")
                        .describedAs("Days that daily snapshots of both volumes are kept; 0 means no snapshots.")
                        .build(),
                CommonInputs.roleSettings(
                        "QIS_ROLE",
                        "QIS_REGION",
                        "QIS_ENVIRONMENT",
                        "QIS_SECRET_ID",
                        "QIS_DATABASE_HOST",
                        "QIS_DATABASE_DEVICE",
                        "QIS_IMAGES_DEVICE"),
                Input.of("protect")
                        .describedAs("Termination protection of the server, a last snapshot of a volume that is"
                                + " deleted, and 30 days in which a deleted secret can be restored (otherwise it is"
                                + " gone at once). From AWS provider 6.8 on, a protected server can only be replaced"
                                + " after an apply that sets this to false.")
                        .build());
    }

    /** Puts the server into the data subnet of its zone. */
    static DataServerOutputs call(
            Environment environment, TwoServers topology, NetworkOutputs network, FirewallOutputs firewall) {
        return call(
                environment,
                topology.data(),
                network,
                firewall.dataGroupIds(),
                new Service(DATA_SERVER, new Reference<>("")),
                new Machine(
                        ServerImages.image(topology.serverImage()),
                        RoleSettings.ofDataServer(environment, topology.application(), network)));
    }

    /**
     * Puts the only server where it would stand with web servers beside it: the data subnet, which needs no way to the
     * internet.
     */
    static DataServerOutputs callAsOnlyServer(
            Environment environment,
            SingleServer topology,
            NetworkOutputs network,
            FirewallOutputs firewall,
            LoadBalancerOutputs loadBalancer) {
        return call(
                environment,
                topology.data(),
                network,
                firewall.webGroupIds().and(firewall.dataGroupIds()),
                new Service(FULL_SERVER, loadBalancer.targetGroupArn()),
                new Machine(
                        ServerImages.image(topology.serverImage()),
                        RoleSettings.ofFullServer(environment, topology.application(), loadBalancer)));
    }

    private static DataServerOutputs call(
            Environment environment,
            DataServer data,
            NetworkOutputs network,
            References<Kind.SecurityGroup> groups,
            Service service,
            Machine machine) {
        int zone = environment.network().zones().indexOf(data.zone());
        return new DataServerOutputs(Call.of(new DataServerInputs(
                Common.of(environment, CONTRACT),
                new Place(
                        network.vpcId(),
                        network.dataSubnetIds().element(zone),
                        ModuleWords.zoneName(environment, data.zone()),
                        groups,
                        environment.network().layout() == Layout.OPEN),
                service,
                machine,
                new Snapshots(data.madeFrom()))));
    }
}
