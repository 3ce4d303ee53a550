package io.github.qisaws.architecture;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.stream.IntStream;

/** The security groups. */
public final class FirewallComponent {
    private static final String IPV4_BLOCK = "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}";
    private static final Reference<Kind.CidrBlock> INTERNET = new Reference<>("0.0.0.0/0");

    public static final Contract CONTRACT = new Contract(
            "firewall",
            "Firewall",
            "The security groups. The open layout has the groups of the original notes: the VPC's default group"
                    + " identifies the servers, and qis-internal-sg opens the ports of QIS. The tiered layout has one"
                    + " group per role, with only the inbound and outbound ports that the role needs, from group to"
                    + " group. The default group has no rules, so membership alone gives no access. Ports 9002 to"
                    + " 9004 of QIS's auxiliary processes are never opened.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.id("vpc_id", "vpc")
                            .describedAs("VPC of the security groups.")
                            .build(),
                    Input.of("network.layout")
                            .describedAs("open: the security groups of the original notes. tiered: one security group"
                                    + " per role.")
                            .build(),
                    Input.optional("ssh_cidr_blocks", "list(string)", List.of())
                            .fedBy("network.ssh-from")
                            .describedAs(
                                    "IPv4 or IPv6 CIDR blocks that can reach port 22 of the servers. If empty, there"
                                            + " is no SSH access from outside the VPC; Session Manager needs no open"
                                            + " port.")
                            .eachMatching(
                                    "[0-9A-Fa-f.:]+/[0-9]{1,3}",
                                    "ssh_cidr_blocks must contain IPv4 or IPv6 CIDR blocks such as 203.0.113.0/24.",
                                    "203.0.113.7")
                            .build(),
                    Input.optional("managed_services", "bool", false)
                            .decidedBy("architecture")
                            .describedAs("Create security groups for RDS, EFS, and ElastiCache, each with one port,"
                                    + " instead of the data server's group.")
                            .flag()
                            .build(),
                    Input.optional("only_cloudfront", "bool", false)
                            .decidedBy("edge.cloudfront")
                            .describedAs("Allow only CloudFront to reach the load balancer, on port 443, with AWS's"
                                    + " managed prefix list. Otherwise ports 80 and 443 are open to"
                                    + " visitor_cidr_block.")
                            .flag()
                            .build(),
                    visitors(),
                    moreVisitors(),
                    Input.optional("default_group", "bool", true)
                            .decidedBy("network.existing")
                            .describedAs("Remove all rules from the VPC's default security group. Set to false for a"
                                    + " VPC that others use too; layout open requires true.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("load_balancer_group_ids", "Security groups of the load balancer."),
                    new Contract.Output("web_group_ids", "Security groups of a web server."),
                    new Contract.Output("data_group_ids", "Security groups of the data server."),
                    new Contract.Output(
                            "database_group_ids",
                            "Security groups of the RDS database; empty without" + " managed_services."),
                    new Contract.Output(
                            "image_store_group_ids",
                            "Security groups of the EFS mount targets; empty" + " without managed_services."),
                    new Contract.Output(
                            "cache_group_ids",
                            "Security groups of the ElastiCache nodes; empty without" + " managed_services."),
                    new Contract.Output(
                            "default_group_id",
                            "Default security group of the VPC, which has no rules; empty without default_group.")),
            List.of());

    private FirewallComponent() {}

    private static Input visitors() {
        return Input.optional("visitor_cidr_block", "string", "0.0.0.0/0")
                .decidedBy("load-balancer.internal")
                .describedAs("IPv4 CIDR block that can reach the load balancer: the internet, or the VPC's block for an"
                        + " internal load balancer.")
                .matching(
                        IPV4_BLOCK, "visitor_cidr_block must be an IPv4 CIDR block such as 192.168.0.0/16.", "anywhere")
                .build();
    }

    private static Input moreVisitors() {
        return Input.optional("more_visitor_cidr_blocks", "list(string)", List.of())
                .fedBy("load-balancer.allowed-from")
                .describedAs("IPv4 CIDR blocks that can reach the load balancer besides visitor_cidr_block.")
                .eachMatching(
                        IPV4_BLOCK,
                        "more_visitor_cidr_blocks must contain IPv4 CIDR blocks such as 10.0.0.0/8.",
                        "10.0.0.0")
                .rule(
                        "length(var.more_visitor_cidr_blocks) <= 20",
                        "more_visitor_cidr_blocks must contain at most 20, because each takes two of the 60 rules of"
                                + " a security group.",
                        IntStream.rangeClosed(0, 20)
                                .mapToObj(i -> "10." + i + ".0.0/16")
                                .toList())
                .build();
    }

    static FirewallOutputs call(Environment environment, Application application, NetworkOutputs network) {
        return call(environment, application, network, false);
    }

    /** The firewall with security groups for the AWS services that hold the data. */
    static FirewallOutputs callForServices(Environment environment, Application application, NetworkOutputs network) {
        return call(environment, application, network, true);
    }

    private static FirewallOutputs call(
            Environment environment, Application application, NetworkOutputs network, boolean managedServices) {
        return new FirewallOutputs(Call.of(new FirewallInputs(
                Common.of(environment, CONTRACT),
                new FirewallInputs.Groups(
                        network.vpcId(),
                        managedServices,
                        environment.network().existing().isEmpty()),
                new FirewallInputs.Visitors(
                        application.edge().isCloudFront(),
                        application.loadBalancer().internal() ? network.cidrBlock() : INTERNET))));
    }
}
