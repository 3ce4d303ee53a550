package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.List;

/** The VPC, its subnets, and their routes to the internet. */
public final class NetworkComponent {
    private static final String CIDR = "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+/[0-9]+";

    public static final Contract CONTRACT = new Contract(
            "network",
            "Network",
            "A VPC with subnets in two or three zones. The open layout, as in the original notes, has public subnets"
                    + " and a default route to the internet in the main route table. The tiered layout has public,"
                    + " application, and data subnets in each zone, with a route table per tier; the data tier has no"
                    + " route to the internet.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ENCRYPTION_KEY,
                    CommonInputs.IAM_PATH,
                    CommonInputs.PERMISSIONS_BOUNDARY,
                    Input.optional("cidr_block", "string", "192.168.0.0/16")
                            .fedBy("network.cidr")
                            .describedAs("IPv4 CIDR block of the VPC, /16 to /28.")
                            .matching(
                                    CIDR,
                                    "cidr_block must be an IPv4 CIDR block such as 192.168.0.0/16.",
                                    "192.168.0.0")
                            .rule(
                                    "try(cidrhost(var.cidr_block, 0), \"\") == split(\"/\", var.cidr_block)[0]",
                                    "cidr_block must begin with the first address of the block.",
                                    "192.168.1.7/16")
                            .rule(
                                    "try(tonumber(split(\"/\", var.cidr_block)[1]) >= 16 && tonumber(split(\"/\","
                                            + " var.cidr_block)[1]) <= 28, false)",
                                    "cidr_block must be between /16 and /28, as AWS requires.",
                                    "10.0.0.0/8")
                            .build(),
                    Input.of("network.layout")
                            .describedAs("open: public subnets only. tiered: public, application, and data subnets in"
                                    + " each zone.")
                            .build(),
                    Input.required("zones", "list(string)", List.of("eu-west-1a", "eu-west-1b", "eu-west-1c"))
                            .decidedBy("network.zones")
                            .describedAs("Two or three Availability Zones. The letter of a zone determines the CIDR"
                                    + " blocks of its subnets; existing subnets keep theirs.")
                            .eachMatching(
                                    "[a-z]{2,}(-[a-z0-9]+)+-[0-9]+[a-z]",
                                    "zones must contain zone names such as eu-west-1a.",
                                    "zone-one")
                            .rule(
                                    "length(var.zones) >= 2 && length(var.zones) <= 3 && length(distinct(var.zones))"
                                            + " == length(var.zones)",
                                    "zones must be two or three different zones.",
                                    List.of("eu-west-1a"))
                            .build(),
                    Input.optional("subnet_prefix", "number", 20)
                            .valueOf("network.subnet-prefix")
                            .describedAs("Prefix length of each subnet in bits. Of the VPC's block, slots 0 to 2 are"
                                    + " for the public subnets of zones a to c, 3 to 5 for their application subnets,"
                                    + " and 6 to 8 for their data subnets; each later letter has the next three"
                                    + " slots.")
                            .between(16, 28)
                            .build(),
                    Input.optional("reserve_data_server", "bool", false)
                            .decidedBy("architecture")
                            .describedAs("Reserve the tenth address of each public and data subnet for a data server."
                                    + " Any architecture can become one with a data server, and any layout or zone can"
                                    + " become its own; until then, AWS must not give the address to something else.")
                            .flag()
                            .build(),
                    Input.of("network.nat")
                            .describedAs("NAT gateways of the tiered layout: none, one for all zones (cheaper), or"
                                    + " per-zone (tolerates the failure of a zone).")
                            .build(),
                    Input.optional("endpoints", "list(string)", List.of("s3"))
                            .valueOf("network.endpoints")
                            .describedAs("AWS services that get a VPC endpoint: s3 and dynamodb as gateway endpoints"
                                    + " (free); others, such as ssm, secretsmanager, or logs, as interface endpoints"
                                    + " (billed by the hour; tiered layout only).")
                            .eachMatching(
                                    "[a-z0-9]+([.-][a-z0-9]+)*",
                                    "endpoints must contain service names such as s3 or ssm.",
                                    "No Service!")
                            .build(),
                    Input.of("network.flow-log-days")
                            .describedAs("Retention of VPC flow logs in days; 0 means no flow logs.")
                            .build()),
            List.of(
                    new Contract.Output("vpc_id", "ID of the VPC."),
                    new Contract.Output("cidr_block", "IPv4 CIDR block of the VPC."),
                    new Contract.Output("internet_gateway_id", "ID of the internet gateway."),
                    new Contract.Output("main_route_table_id", "ID of the VPC's main route table."),
                    new Contract.Output("public_subnet_ids", "IDs of the public subnets, in the order of zones."),
                    new Contract.Output(
                            "application_subnet_ids",
                            "IDs of the application subnets, in the order of zones; in the open layout, of the public"
                                    + " subnets."),
                    new Contract.Output(
                            "data_subnet_ids",
                            "IDs of the data subnets, in the order of zones; in the open layout, of the public"
                                    + " subnets."),
                    new Contract.Output(
                            "application_cidr_blocks",
                            "IPv4 CIDR blocks of the application subnets, in the order of zones."),
                    new Contract.Output(
                            "nat_addresses",
                            "Public IP addresses of the NAT gateways, by zone, for allow lists of other services.")),
            List.of());

    private NetworkComponent() {}

    /** The network of the environment: an existing VPC, or one that this component creates. */
    static NetworkOutputs call(Environment environment) {
        return environment
                .network()
                .existing()
                .map(existing -> ExistingNetworkComponent.call(environment, existing))
                .orElseGet(() -> create(environment));
    }

    private static NetworkOutputs create(Environment environment) {
        return new NetworkOutputs(Call.of(new NetworkInputs(
                Common.of(environment, CONTRACT), new NetworkInputs.Place(ModuleWords.zoneNames(environment), true))));
    }
}
