package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ListType;
import io.github.qisaws.environment.schema.Section;
import java.util.List;

/** The keys of {@code network}. */
final class NetworkKeys {
    private static final Section.Builder NETWORK = Section.at("network", "The address plan and who may reach it.");

    static final Key<String> CIDR = NETWORK.key(
            "cidr", CidrForms.VPC, Default.of("192.168.0.0/16"), "The VPC's private IPv4 block.", "10.20.0.0/16");
    static final Key<Layout> LAYOUT = NETWORK.key(
            "layout",
            ChoiceType.of(Layout.class),
            Default.of(Layout.TIERED),
            "open: public subnets only, as the original had. tiered: public, application and data subnets in each zone.");
    static final Key<List<String>> ZONES = NETWORK.key(
            "zones",
            new ListType<>(Forms.ZONE, 2, 3),
            Default.derived("the first three of the region, nearly everywhere a, b and c"),
            "Letters of the zones to use.",
            List.of("a", "b"));
    // A load balancer needs subnets of /27 or larger.
    static final Key<Integer> SUBNET_PREFIX = NETWORK.key(
            "subnet-prefix",
            IntegerType.between(16, 27, "bits"),
            Default.of(20),
            "Length of each subnet's prefix; 20 gives 4,091 usable addresses.");
    static final Key<Nat> NAT = NETWORK.key(
            "nat",
            ChoiceType.of(Nat.class),
            Default.of(Nat.ONE),
            "NAT gateways that let the application subnets out: one, one per zone, or none. Only with layout tiered, and not"
                    + " with single-server, whose server needs none.");
    static final Key<List<String>> ENDPOINTS = NETWORK.key(
            "endpoints",
            new ListType<>(ChoiceType.of(Endpoints.KNOWN), 0, Endpoints.KNOWN.size()),
            Default.of(Endpoints.NEEDED),
            "AWS services reached without leaving the VPC; the default is what the data tier cannot do without, and monitoring's"
                    + " own where servers send figures and have no way out. Only with"
                    + " layout tiered.",
            Endpoints.NEEDED);
    static final Key<Integer> FLOW_LOG_DAYS = NETWORK.key(
            "flow-log-days",
            IntegerType.oneOf(Retention.NONE_OR_DAYS, "days; 0 means no flow logs"),
            Default.of(14),
            "How long CloudWatch keeps the VPC's flow logs.");
    static final Key<List<String>> SSH_FROM = NETWORK.key(
            "ssh-from",
            new ListType<>(CidrForms.ANY, 0, 20),
            Default.of(List.of()),
            "Blocks of addresses that may reach port 22; without any, Session Manager is the way in.",
            List.of("203.0.113.0/24"));
    static final Key<Boolean> SSH_FROM_ANYWHERE = NETWORK.key(
            "ssh-from-anywhere",
            new BooleanType(),
            Default.of(false),
            "Must be true before ssh-from may open port 22 to the whole Internet.");

    static final Section SECTION = NETWORK.build();

    private NetworkKeys() {}
}
