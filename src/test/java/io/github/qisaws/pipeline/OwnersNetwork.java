package io.github.qisaws.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A VPC in the emulator that qis-aws has not made: with gateways, four subnets, a server, and tags of its owner. */
final class OwnersNetwork {
    private static final List<String> ZONES = List.of("a", "b");

    /** The questions about everything in the network, with the element of the answer. */
    private static final Map<String, String> LISTS = Map.of(
            "DescribeVpcs", "vpcSet",
            "DescribeSubnets", "subnetSet",
            "DescribeRouteTables", "routeTableSet",
            "DescribeInternetGateways", "internetGatewaySet",
            "DescribeNatGateways", "natGatewaySet",
            "DescribeNetworkAcls", "networkAclSet",
            "DescribeVpcEndpoints", "vpcEndpointSet",
            "DescribeSecurityGroups", "securityGroupInfo",
            "DescribeNetworkInterfaces", "networkInterfaceSet",
            "DescribeFlowLogs", "flowLogSet");

    private final EmulatorQuery aws;
    private final Map<String, String> subnets = new TreeMap<>();
    private final String vpc;

    OwnersNetwork(EmulatorQuery aws) {
        this.aws = aws;
        this.vpc = call("CreateVpc", "//vpcId", "CidrBlock", "10.50.0.0/16");
        aws.call("ec2", "ModifyVpcAttribute", "VpcId", vpc, "EnableDnsHostnames.Value", "true");
        String gateway = call("CreateInternetGateway", "//internetGatewayId");
        aws.call("ec2", "AttachInternetGateway", "VpcId", vpc, "InternetGatewayId", gateway);
        String open = routes("GatewayId", gateway);
        for (String zone : ZONES) {
            subnet("public", zone, ZONES.indexOf(zone), open);
        }
        String address = call("AllocateAddress", "//allocationId", "Domain", "vpc");
        String nat = call(
                "CreateNatGateway", "//natGatewayId", "SubnetId", subnets.get("public-a"), "AllocationId", address);
        String closed = routes("NatGatewayId", nat);
        for (String zone : ZONES) {
            subnet("private", zone, 10 + ZONES.indexOf(zone), closed);
        }
        // The address that a data server would reserve in a subnet of its own.
        call(
                "CreateNetworkInterface",
                "//networkInterfaceId",
                "SubnetId",
                subnets.get("private-a"),
                "PrivateIpAddress",
                "10.50.10.10");
        aws.call("ec2", "CreateTags", "ResourceId.1", vpc, "Tag.1.Key", "owner", "Tag.1.Value", "network team");
    }

    private String call(String action, String path, String... parameters) {
        return aws.call("ec2", action, parameters).texts(path).get(0);
    }

    private String routes(String kind, String target) {
        String table = call("CreateRouteTable", "//routeTableId", "VpcId", vpc);
        aws.call("ec2", "CreateRoute", "RouteTableId", table, "DestinationCidrBlock", "0.0.0.0/0", kind, target);
        return table;
    }

    private void subnet(String tier, String zone, int number, String routes) {
        String subnet = call(
                "CreateSubnet",
                "//subnetId",
                "VpcId",
                vpc,
                "CidrBlock",
                "10.50." + number + ".0/24",
                "AvailabilityZone",
                "eu-west-1" + zone);
        aws.call("ec2", "AssociateRouteTable", "SubnetId", subnet, "RouteTableId", routes);
        subnets.put(tier + "-" + zone, subnet);
    }

    String vpc() {
        return vpc;
    }

    List<String> subnets(String tier) {
        return ZONES.stream().map(zone -> subnets.get(tier + "-" + zone)).toList();
    }

    /** The section of an environment file. */
    String section(String... tiers) {
        StringBuilder section = new StringBuilder("{vpc: " + vpc);
        for (String tier : tiers) {
            section.append(", ").append(tier).append("-subnets: {");
            ZONES.forEach(zone -> section.append(zone)
                    .append(": ")
                    .append(subnets.get(tier + "-" + zone))
                    .append(", "));
            section.setLength(section.length() - 2);
            section.append('}');
        }
        return section.append('}').toString();
    }

    /** Everything of the owner with its tags, by the question. */
    Map<String, List<String>> described() {
        Map<String, List<String>> described = new TreeMap<>();
        LISTS.forEach((action, set) -> described.put(
                action,
                aws.call("ec2", action).texts("//" + set + "/item").stream()
                        .sorted()
                        .toList()));
        return described;
    }
}
