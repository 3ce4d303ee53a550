package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ExistingNetwork;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A VPC that exists already, in place of the network component. */
public final class ExistingNetworkComponent {
    public static final Contract CONTRACT = new Contract(
            "existing-network",
            "Network",
            "An existing VPC and its subnets, with the outputs of the network module. The module only reads: it"
                    + " creates, tags, and destroys nothing. The plan fails if a subnet is in another VPC or zone, or is"
                    + " smaller than /27, or if DNS is disabled in the VPC.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.id("vpc_id", "vpc")
                            .fedBy("network.existing.vpc")
                            .describedAs("The VPC, with DNS resolution and DNS host names enabled.")
                            .build(),
                    subnets(
                            Input.required("private_subnet_ids", "map(string)", example()),
                            "private_subnet_ids",
                            "network.existing.private-subnets",
                            "Subnets of servers and data by the name of their zone.",
                            2),
                    subnets(
                            Input.optional("public_subnet_ids", "map(string)", Map.of()),
                            "public_subnet_ids",
                            "network.existing.public-subnets",
                            "Subnets of an internet-facing load balancer by the name of their zone.",
                            0)),
            List.of(
                    new Contract.Output("vpc_id", "ID of the VPC."),
                    new Contract.Output("cidr_block", "Primary IPv4 CIDR block of the VPC."),
                    new Contract.Output("public_subnet_ids", "IDs of the public subnets, in the order of their zones."),
                    new Contract.Output(
                            "application_subnet_ids", "IDs of the private subnets, in the order of their zones."),
                    new Contract.Output("data_subnet_ids", "IDs of the private subnets, in the order of their zones."),
                    new Contract.Output(
                            "application_cidr_blocks",
                            "IPv4 CIDR blocks of the private subnets, in the order of their zones.")),
            List.of());

    private ExistingNetworkComponent() {}

    private static Map<String, String> example() {
        return new TreeMap<>(
                Map.of("eu-west-1a", "subnet-0123456789abcdef0", "eu-west-1b", "subnet-0123456789abcdef1"));
    }

    private static Input subnets(Input.Builder input, String name, String key, String description, int least) {
        return input.decidedBy(key)
                .describedAs(description)
                .rule(
                        "alltrue([for zone, subnet in var." + name
                                + " : can(regex(\"^[a-z]{2,}(-[a-z0-9]+)+-[0-9]+[a-z]$\", zone)) &&"
                                + " can(regex(\"^subnet-[0-9a-z]+$\", subnet))])",
                        name + " must contain IDs that start with subnet-, by zone names such as eu-west-1a.",
                        Map.of("a", "subnet-0123456789abcdef0"))
                .rule(
                        "contains([" + (least == 0 ? "0, 2, 3" : "2, 3") + "], length(var." + name + ")) &&"
                                + " length(distinct(values(var." + name + "))) == length(var." + name + ")",
                        name + " must contain " + (least == 0 ? "no or " : "") + "two or three different subnets.",
                        Map.of("eu-west-1a", "subnet-0123456789abcdef0"))
                .build();
    }

    static NetworkOutputs call(Environment environment, ExistingNetwork network) {
        return new NetworkOutputs(Call.of(new ExistingNetworkInputs(
                Common.of(environment, CONTRACT),
                new ExistingNetworkInputs.Subnets(
                        byZone(environment, network.privateSubnets()), byZone(environment, network.publicSubnets())))));
    }

    private static SortedMap<String, String> byZone(Environment environment, SortedMap<String, String> subnets) {
        SortedMap<String, String> named = new TreeMap<>();
        subnets.forEach((letter, subnet) -> named.put(ModuleWords.zoneName(environment, letter), subnet));
        return named;
    }
}
