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
    private static final Section.Builder NETWORK = Section.at("network", "The VPC, its subnets, and SSH access.");

    static final Key<String> CIDR = NETWORK.key(
            "cidr", CidrForms.VPC, Default.of("192.168.0.0/16"), "Private IPv4 CIDR block of the VPC.", "10.20.0.0/16");
    static final Key<Layout> LAYOUT = NETWORK.key(
            "layout",
            ChoiceType.of(Layout.class),
            Default.of(Layout.TIERED),
            "open: public subnets only (as in the original notes). tiered: public, application, and data subnets in"
                    + " each zone.");
    static final Key<List<String>> ZONES = NETWORK.key(
            "zones",
            new ListType<>(Forms.ZONE, 2, 3),
            Default.derived("the first three zones of the region, usually a, b, and c"),
            "Letters of the Availability Zones to use.",
            List.of("a", "b"));
    // A load balancer needs subnets of /27 or larger.
    static final Key<Integer> SUBNET_PREFIX = NETWORK.key(
            "subnet-prefix",
            IntegerType.between(16, 27, "bits"),
            Default.of(20),
            "Prefix length of each subnet; 20 gives 4,091 usable IP addresses.");
    static final Key<Nat> NAT = NETWORK.key(
            "nat",
            ChoiceType.of(Nat.class),
            Default.of(Nat.ONE),
            "NAT gateways for the application subnets: one, one per zone, or none. Requires layout tiered.");
    static final Key<List<String>> ENDPOINTS = NETWORK.key(
            "endpoints",
            new ListType<>(ChoiceType.of(Endpoints.KNOWN), 0, Endpoints.KNOWN.size()),
            Default.of(Endpoints.NEEDED),
            "AWS services that get a VPC endpoint. The default has those that the data tier requires; monitoring is"
                    + " added if servers send metrics but have no internet access. Requires layout tiered.",
            Endpoints.NEEDED);
    static final Key<Integer> FLOW_LOG_DAYS = NETWORK.key(
            "flow-log-days",
            IntegerType.oneOf(Retention.NONE_OR_DAYS, "days; 0 means no flow logs"),
            Default.of(14),
            "Retention of the VPC flow logs in CloudWatch.");
    static final Key<List<String>> SSH_FROM = NETWORK.key(
            "ssh-from",
            new ListType<>(CidrForms.ANY, 0, 20),
            Default.of(List.of()),
            "CIDR blocks that can reach port 22. If empty, use Session Manager to log in.",
            List.of("203.0.113.0/24"));
    static final Key<Boolean> SSH_FROM_ANYWHERE = NETWORK.key(
            "ssh-from-anywhere",
            new BooleanType(),
            Default.of(false),
            "Must be true if ssh-from opens port 22 to the whole internet.");

    static final Section SECTION = NETWORK.section(ExistingKeys.SECTION).build();

    private NetworkKeys() {}
}
