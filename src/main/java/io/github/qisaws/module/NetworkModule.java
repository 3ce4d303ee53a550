package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.ec2_subnet_cidr_reservation.Ec2SubnetCidrReservation;
import com.hashicorp.cdktf.providers.aws.eip.Eip;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGateway;
import com.hashicorp.cdktf.providers.aws.nat_gateway.NatGateway;
import com.hashicorp.cdktf.providers.aws.route.Route;
import com.hashicorp.cdktf.providers.aws.route_table.RouteTable;
import com.hashicorp.cdktf.providers.aws.route_table_association.RouteTableAssociation;
import com.hashicorp.cdktf.providers.aws.subnet.Subnet;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.NetworkComponent;
import java.util.List;
import java.util.Map;

/** VPC, subnets by zone and tier, gateways, route tables, VPC endpoints, and flow logs. */
final class NetworkModule implements ModuleDefinition {
    private static final String ANYWHERE = "0.0.0.0/0";
    private static final String RESERVATIONS = "aws_ec2_subnet_cidr_reservation.data_server";
    private static final int MOST_ZONES = 3;
    private static final String CIDR_BLOCKS =
            "concat([for each in aws_subnet.public : each.cidr_block], [for each in aws_subnet.application :"
                    + " each.cidr_block], [for each in aws_subnet.data : each.cidr_block])";

    @Override
    public Contract contract() {
        return NetworkComponent.CONTRACT;
    }

    @Override
    public List<Map<String, Object>> moreTests() {
        return List.of(
                subnets("a_zone_keeps_its_slot_without_its_neighbor", List.of("eu-west-1a", "eu-west-1c")),
                subnets("a_zone_keeps_its_slot_in_another_order", List.of("eu-west-1c", "eu-west-1a")),
                subnets("a_zone_keeps_its_slot_beside_a_later_letter", List.of("eu-west-1e", "eu-west-1c")));
    }

    private static Map<String, Object> subnets(String name, List<String> zones) {
        return Map.of(
                name,
                Map.of(
                        "command",
                        "plan",
                        "variables",
                        Map.of("zones", zones),
                        "assert",
                        List.of(Map.of(
                                "condition",
                                "${aws_subnet.data[\"eu-west-1c\"].cidr_block == \"192.168.128.0/20\"}",
                                "error_message",
                                "The data subnet of zone c moved."))));
    }

    @Override
    public void define(Blueprint b) {
        locals(b);
        Vpc vpc = b.add("this", id -> Vpc.Builder.create(b.stack(), id)
                .cidrBlock(b.var("cidr_block"))
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .build());
        b.name(vpc, "qis-vpc");
        InternetGateway gateway = b.add("this", id -> InternetGateway.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .build());
        b.name(gateway, "qis-vpc-ig");
        subnets(b, vpc);
        reservations(b);
        publicRoutes(b, vpc, gateway);
        natGateways(b, gateway);
        privateRoutes(b, vpc);
        NetworkEndpoints.add(b, vpc);
        FlowLogs.add(b, vpc);
        outputs(b);
    }

    private static void locals(Blueprint b) {
        b.local("tiered", "var.layout == \"tiered\"");
        b.local("newbits", "var.subnet_prefix - tonumber(split(\"/\", var.cidr_block)[1])");
        b.local("letters", "split(\"\", \"abcdefghijklmnopqrstuvwxyz\")");
        b.local(
                "slots",
                "{ for i, zone in var.zones : zone => {position = i, letter = index(local.letters, substr(zone,"
                        + " length(zone) - 1, 1))} }");
        b.local("private_slots", "local.tiered ? local.slots : {}");
        b.local("short", "{ for zone in var.zones : zone => regex(\"[0-9]+[a-z]$\", zone) }");
        b.local("nat_zones", "local.tiered ? { none = [], one = [var.zones[0]], per-zone = var.zones }[var.nat] : []");
    }

    private static void subnets(Blueprint b, Vpc vpc) {
        Subnet open = subnet(b, vpc, "public", 0, "local.slots");
        b.name(open, "qis-subnet-${local.short[each.key]}");
        Subnet application = subnet(b, vpc, "application", 1, "local.private_slots");
        b.name(application, "qis-subnet-application-${local.short[each.key]}");
        Subnet data = subnet(b, vpc, "data", 2, "local.private_slots");
        b.name(data, "qis-subnet-data-${local.short[each.key]}");
    }

    /**
     * The slot of a subnet follows from the letter of its zone, so that another zone in the list moves no subnet: AWS
     * rejects a CIDR block that a subnet to be replaced still has. A letter whose slot does not fit into the VPC takes
     * the slot of its position. An existing subnet keeps its CIDR block.
     *
     * <p>With create_before_destroy, Terraform destroys the subnet of a removed zone after it has updated what is in it.
     */
    private static Subnet subnet(Blueprint b, Vpc vpc, String tier, int number, String slots) {
        Subnet subnet = b.add(tier, id -> Subnet.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .availabilityZone("${each.key}")
                .cidrBlock("${try(" + block(letterSlot(number)) + ", " + block(positionSlot(number)) + ")}")
                .mapPublicIpOnLaunch(false)
                .build());
        subnet.addOverride(
                "lifecycle",
                Map.of(
                        "create_before_destroy",
                        true,
                        "ignore_changes",
                        List.of("cidr_block"),
                        "postcondition",
                        List.of(Map.of(
                                "condition",
                                "${endswith(self.cidr_block, \"/${var.subnet_prefix}\")}",
                                "error_message",
                                "subnet_prefix cannot be changed for an existing subnet (${self.cidr_block})."))));
        b.forEach(subnet, slots);
        return subnet;
    }

    private static String block(String slot) {
        return "cidrsubnet(var.cidr_block, local.newbits, " + slot + ")";
    }

    private static String letterSlot(int tier) {
        return "each.value.letter < " + MOST_ZONES + " ? each.value.letter + " + MOST_ZONES * tier
                + " : each.value.letter * " + MOST_ZONES + " + " + tier;
    }

    private static String positionSlot(int tier) {
        return "each.value.position + " + MOST_ZONES * tier;
    }

    /** Open layout: default route in the main route table. Tiered layout: a route table for the public tier only. */
    private static void publicRoutes(Blueprint b, Vpc vpc, InternetGateway gateway) {
        Route main = b.add("main_internet", id -> Route.Builder.create(b.stack(), id)
                .routeTableId(vpc.getMainRouteTableId())
                .destinationCidrBlock(ANYWHERE)
                .gatewayId(gateway.getId())
                .build());
        b.onlyIf(main, "!local.tiered");
        RouteTable table = b.add("public", id -> RouteTable.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .build());
        b.onlyIf(table, "local.tiered");
        b.name(table, "qis-routes-public");
        Route route = b.add("public_internet", id -> Route.Builder.create(b.stack(), id)
                .routeTableId("${aws_route_table.public[0].id}")
                .destinationCidrBlock(ANYWHERE)
                .gatewayId(gateway.getId())
                .build());
        b.onlyIf(route, "local.tiered");
        associate(b, "public", "${aws_route_table.public[0].id}");
    }

    private static void natGateways(Blueprint b, InternetGateway gateway) {
        Eip address = b.add("nat", id -> Eip.Builder.create(b.stack(), id)
                .domain("vpc")
                .dependsOn(List.of(gateway))
                .build());
        b.forEach(address, "toset(local.nat_zones)");
        b.name(address, "qis-nat-${local.short[each.key]}");
        NatGateway nat = b.add("this", id -> NatGateway.Builder.create(b.stack(), id)
                .allocationId("${aws_eip.nat[each.key].id}")
                .subnetId("${aws_subnet.public[each.key].id}")
                .dependsOn(List.of(gateway))
                .build());
        b.forEach(nat, "toset(local.nat_zones)");
        b.name(nat, "qis-nat-${local.short[each.key]}");
    }

    /**
     * A route table per zone for the application tier, because NAT can be per zone; one without routes for the data
     * tier.
     */
    private static void privateRoutes(Blueprint b, Vpc vpc) {
        // Destroyed after the update of the gateway endpoints, which AWS would otherwise reject, because it names a
        // route
        // table that no longer exists (hashicorp/terraform-provider-aws#26502).
        RouteTable application = b.add("application", id -> RouteTable.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        b.forEach(application, "local.private_slots");
        b.name(application, "qis-routes-application-${local.short[each.key]}");
        Route nat = b.add("application_nat", id -> Route.Builder.create(b.stack(), id)
                .routeTableId("${aws_route_table.application[each.key].id}")
                .destinationCidrBlock(ANYWHERE)
                .natGatewayId("${aws_nat_gateway.this[var.nat == \"per-zone\" ? each.key : var.zones[0]].id}")
                .build());
        b.forEach(nat, "var.nat == \"none\" ? {} : local.private_slots");
        associate(b, "application", "${aws_route_table.application[each.key].id}");
        RouteTable data = b.add("data", id -> RouteTable.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .build());
        b.onlyIf(data, "local.tiered");
        b.name(data, "qis-routes-data");
        associate(b, "data", "${aws_route_table.data[0].id}");
    }

    private static void associate(Blueprint b, String tier, String table) {
        RouteTableAssociation association = b.add(tier, id -> RouteTableAssociation.Builder.create(b.stack(), id)
                .subnetId("${aws_subnet." + tier + "[each.key].id}")
                .routeTableId(table)
                .build());
        b.forEach(association, "local.private_slots");
    }

    /** Made before anything else in the subnets, which wait for the outputs. */
    private static void reservations(Blueprint b) {
        b.local(
                "reserved",
                "var.reserve_data_server ? merge({ for zone, each in aws_subnet.public : \"public/${zone}\" => each },"
                        + " { for zone, each in aws_subnet.data : \"data/${zone}\" => each }) : {}");
        Ec2SubnetCidrReservation reservation =
                b.add("data_server", id -> Ec2SubnetCidrReservation.Builder.create(b.stack(), id)
                        .subnetId("${each.value.id}")
                        .cidrBlock("${cidrhost(each.value.cidr_block, " + DataAddress.HOST_NUMBER + ")}/32")
                        .reservationType("explicit")
                        .description("QIS data server")
                        .build());
        b.forEach(reservation, "local.reserved");
    }

    /** Fails the plan; otherwise AWS would reject the second subnet after the apply has started. */
    private static void noBlockTwice(Blueprint b) {
        b.precondition(
                "public_subnet_ids",
                "length(distinct(" + CIDR_BLOCKS + ")) == length(" + CIDR_BLOCKS + ")",
                "Two subnets would have the same CIDR block, because existing subnets keep theirs. Choose another zone, or"
                        + " a longer subnet_prefix for a new network.");
    }

    private static void outputs(Blueprint b) {
        b.output("vpc_id", "aws_vpc.this.id");
        b.output("cidr_block", "aws_vpc.this.cidr_block");
        b.output("internet_gateway_id", "aws_internet_gateway.this.id");
        b.output("main_route_table_id", "aws_vpc.this.main_route_table_id");
        // AWS rejects an internet-facing load balancer in a VPC without an attached internet gateway.
        b.output(
                "public_subnet_ids",
                "[for zone in var.zones : aws_subnet.public[zone].id]",
                "aws_internet_gateway.this",
                "aws_route.main_internet",
                "aws_route.public_internet",
                "aws_route_table_association.public",
                RESERVATIONS);
        noBlockTwice(b);
        b.output("application_subnet_ids", inTier("application", "id"));
        b.output("data_subnet_ids", inTier("data", "id"), RESERVATIONS);
        b.output("application_cidr_blocks", inTier("application", "cidr_block"));
        b.output("nat_addresses", "{ for zone, address in aws_eip.nat : zone => address.public_ip }");
    }

    private static String inTier(String tier, String attribute) {
        return "[for zone in var.zones : (local.tiered ? aws_subnet." + tier + "[zone]." + attribute
                + " : aws_subnet.public[zone]." + attribute + ")]";
    }
}
