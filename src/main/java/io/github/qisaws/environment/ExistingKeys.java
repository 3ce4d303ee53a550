package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.Map;
import java.util.TreeMap;

/** The keys of {@code network.existing}. */
final class ExistingKeys {
    private static final int MOST_ZONES = 3;
    private static final MapType SUBNETS = new MapType(
            Forms.ZONE,
            new TextType("a subnet ID such as subnet-0123456789abcdef0", "subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})"),
            MOST_ZONES);
    private static final Section.Builder EXISTING = Section.at(
            "network.existing", "A VPC that you already have. qis-aws uses it and its subnets, and changes neither.");

    static final Key<String> VPC = EXISTING.key(
            "vpc",
            new TextType("a VPC ID such as vpc-0123456789abcdef0", "vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})"),
            Default.none(),
            "The VPC, with DNS resolution and DNS host names enabled.",
            "vpc-0123456789abcdef0");
    static final Key<Map<String, String>> PRIVATE_SUBNETS = EXISTING.key(
            "private-subnets",
            SUBNETS,
            Default.none(),
            "Subnets of servers and data by the letter of their zone, in two or three zones. They need a route to the"
                    + " internet, for example through a NAT gateway.",
            new TreeMap<>(Map.of("a", "subnet-0123456789abcdef0", "b", "subnet-0123456789abcdef1")));
    static final Key<Map<String, String>> PUBLIC_SUBNETS = EXISTING.key(
            "public-subnets",
            SUBNETS,
            Default.of(Map.of()),
            "Subnets of an internet-facing load balancer, in the same zones. An internal load balancer needs none.",
            new TreeMap<>(Map.of("a", "subnet-0123456789abcdef2", "b", "subnet-0123456789abcdef3")));

    static final Section SECTION = EXISTING.build();

    private ExistingKeys() {}
}
