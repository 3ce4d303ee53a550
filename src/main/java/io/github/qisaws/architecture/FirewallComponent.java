package io.github.qisaws.architecture;

import io.github.qisaws.environment.Edge;
import io.github.qisaws.environment.Environment;
import java.util.List;

/** The security groups. */
public final class FirewallComponent {
    public static final Contract CONTRACT = new Contract(
            "firewall",
            "Firewall",
            "The security groups. The open layout has the original's: servers share the VPC's default group as their"
                    + " mark and qis-internal-sg for the ports of QIS. The tiered layout has one group per role with"
                    + " only the ports that the role needs, from group to group, outwards too. The default group has"
                    + " no rules, so that membership alone gives no access. Ports 9002 to 9004 of QIS's auxiliary"
                    + " processes are never opened.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.id("vpc_id", "vpc")
                            .describedAs("VPC of the groups.")
                            .build(),
                    Input.of("network.layout")
                            .describedAs("open: the original's groups. tiered: one group per role.")
                            .build(),
                    Input.optional("ssh_cidr_blocks", "list(string)", List.of())
                            .fedBy("network.ssh-from")
                            .describedAs(
                                    "IPv4 or IPv6 blocks that may reach port 22 of the servers; empty means no SSH from"
                                            + " outside, and no group for it. Session Manager needs no open port.")
                            .eachMatching(
                                    "[0-9A-Fa-f.:]+/[0-9]{1,3}",
                                    "ssh_cidr_blocks must hold IPv4 or IPv6 blocks such as 203.0.113.0/24.",
                                    "203.0.113.7")
                            .build(),
                    Input.optional("managed_services", "bool", false)
                            .decidedBy("architecture")
                            .describedAs("Groups for RDS, EFS and ElastiCache, each with its one port, in place of the"
                                    + " data server's.")
                            .flag()
                            .build(),
                    Input.optional("only_cloudfront", "bool", false)
                            .decidedBy("edge.cloudfront-certificate")
                            .describedAs(
                                    "Let CloudFront alone reach the load balancer, on port 443, by AWS's list of its"
                                            + " addresses; otherwise anybody may, on ports 80 and 443.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("load_balancer_group_ids", "Groups of the load balancer."),
                    new Contract.Output("web_group_ids", "Groups of a web server."),
                    new Contract.Output("data_group_ids", "Groups of a database, image-storage and cache server."),
                    new Contract.Output(
                            "database_group_ids", "Groups of an RDS database; empty without managed_services."),
                    new Contract.Output("image_store_group_ids", "Groups of EFS mount targets; likewise."),
                    new Contract.Output("cache_group_ids", "Groups of ElastiCache nodes; likewise."),
                    new Contract.Output("default_group_id", "The VPC's default group, which has no rules.")),
            List.of());

    private FirewallComponent() {}

    static FirewallOutputs call(Environment environment, Edge edge, NetworkOutputs network) {
        return call(environment, edge, network, false);
    }

    /** With groups for the services of AWS that keep the data. */
    static FirewallOutputs callForServices(Environment environment, Edge edge, NetworkOutputs network) {
        return call(environment, edge, network, true);
    }

    private static FirewallOutputs call(
            Environment environment, Edge edge, NetworkOutputs network, boolean managedServices) {
        return new FirewallOutputs(Call.of(new FirewallInputs(
                Common.of(environment, CONTRACT),
                new FirewallInputs.Groups(network.vpcId(), managedServices),
                new FirewallInputs.Visitors(edge.isCloudFront()))));
    }
}
