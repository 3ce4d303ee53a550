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

/** The server with database, original images, and cache; in the single-server architecture, also the web server. */
public final class DataServerComponent {
    private static final String DATA_SERVER = "data-server";
    private static final String FULL_SERVER = "full-server";

    public static final Contract CONTRACT = new Contract(
            "data-server",
            "Data server",
            "The full-time server with database, original images, and cache. With role full-server, it is also the"
                    + " web server, and the only server. Database and images are on separate encrypted volumes. The"
                    + " secret and the server's private DNS record are separate resources, and its private IP address"
                    + " is the tenth in its subnet, so data, DNS name, and IP address survive a restart or"
                    + " replacement of the server. A new AMI alone does not replace the server: it takes effect when"
                    + " a replacement is requested. The secret is created empty; the server sets its value at its"
                    + " first start.",
            inputs(),
            List.of(
                    new Contract.Output("host_name", "Private DNS name of the server, which resolves inside the VPC."),
                    new Contract.Output(
                            "private_ip",
                            "Private IP address of the server, which does not change if the" + " server is replaced."),
                    new Contract.Output("instance_id", "ID of the EC2 instance."),
                    new Contract.Output(
                            "secret_arn",
                            "Secret with the database password, the signing key, and the admin" + " password."),
                    new Contract.Output("database_volume_id", "ID of the database volume."),
                    new Contract.Output("images_volume_id", "ID of the volume with the original images."),
                    new Contract.Output("hosted_zone_id", "ID of the private DNS zone."),
                    new Contract.Output("role_name", "IAM role of the server, for additional policies.")),
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
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.IAM_PATH,
                CommonInputs.PERMISSIONS_BOUNDARY,
                CommonInputs.id("vpc_id", "vpc")
                        .describedAs("VPC in which the server's private DNS name resolves.")
                        .build(),
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Subnet of the server, in the zone of its volumes.")
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
                        .describedAs("Security groups of the server.")
                        .build(),
                CommonInputs.amiId("An existing server keeps its AMI. A new AMI takes effect when the server is"
                        + " replaced, for example with plan -replace."),
                CommonInputs.amiOwners(),
                CommonInputs.instanceType("data.instance-type", "A change stops and starts the server."),
                Input.optional("role", "string", DATA_SERVER)
                        .decidedBy("architecture")
                        .describedAs(
                                "data-server: database, images, and cache for separate web servers. full-server: also"
                                        + " the web server. A change restarts the server and keeps its data.")
                        .oneOf(DATA_SERVER, FULL_SERVER)
                        .rule(
                                "var.role != \"full-server\" || var.target_group_arn != \"\"",
                                "role full-server requires target_group_arn.",
                                FULL_SERVER)
                        .build(),
                Input.optional("target_group_arn", "string", "")
                        .decidedBy("architecture")
                        .describedAs("Target group in which a full-server is registered; otherwise empty.")
                        .matching(
                                "|" + CommonInputs.ARN,
                                "target_group_arn must be empty or the ARN of a target group.",
                                "qis")
                        .build(),
                CommonInputs.publicAddress()
                        .describedAs("Assign a public IP address, for a subnet without NAT.")
                        .build(),
                Input.optional("address", "string", "reserved")
                        .decidedBy("network.existing")
                        .describedAs("reserved: the tenth address of the subnet, which the module reserves. fixed: the"
                                + " tenth address, which the network module has reserved. interface: nothing of the"
                                + " subnet is reserved, and AWS chooses a free address for a network interface that"
                                + " outlives the server. A change from or to interface replaces the server.")
                        .oneOf("reserved", "fixed", "interface")
                        .build(),
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
                CommonInputs.roleSettings(
                        "QIS_ROLE",
                        "QIS_REGION",
                        "QIS_ENVIRONMENT",
                        "QIS_SECRET_ID",
                        "QIS_DATABASE_HOST",
                        "QIS_DATABASE_DEVICE",
                        "QIS_IMAGES_DEVICE"),
                Input.of("protect")
                        .describedAs("Enable termination protection of the server, a final snapshot of a deleted"
                                + " volume, and a 30-day recovery window for a deleted secret (otherwise it is"
                                + " deleted immediately). With AWS provider 6.8 and later, a protected server can be"
                                + " replaced only after an apply that sets this to false.")
                        .build());
    }

    /** Places the server in the data subnet of its zone. */
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
     * Places the only server in the data subnet, where it can stay if separate web servers are added; it needs no
     * internet access.
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
                        environment.network().layout() == Layout.OPEN,
                        environment.network().existing().isPresent() ? "interface" : "fixed"),
                service,
                machine,
                new Snapshots(data.madeFrom()))));
    }
}
