package io.github.qisaws.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An environment that stands in the emulator: what its checks have in common. */
record Standing(String name, boolean tiered, EmulatorQuery aws, Checks checks) {
    static final List<String> ZONES = List.of("a", "b", "c");

    String named(String stem) {
        return stem + "-" + name;
    }

    XmlAnswer vpc() {
        return aws.ec2("DescribeVpcs", "tag:Name", named("qis-vpc"))
                .parts("//vpcSet/item")
                .get(0);
    }

    String vpcId() {
        return vpc().text("vpcId");
    }

    /** A list of EC2 about the things in this VPC. */
    XmlAnswer inVpc(String action) {
        return aws.ec2(action, "vpc-id", vpcId());
    }

    /** The ids of subnets by name, without the environment's. */
    Map<String, String> subnets() {
        Map<String, String> ids = new TreeMap<>();
        inVpc("DescribeSubnets")
                .parts("//subnetSet/item")
                .forEach(subnet -> ids.put(subnet.tag("Name").replace("-" + name, ""), subnet.text("subnetId")));
        return ids;
    }

    /** The ids of the subnets of a tier; in the open layout all tiers are the public one. */
    List<String> subnetsOf(String tier) {
        String infix = tier.equals("public") || !tiered ? "" : tier + "-";
        Map<String, String> all = subnets();
        return ZONES.stream()
                .map(zone -> all.get("qis-subnet-" + infix + "1" + zone))
                .toList();
    }

    /** The names of security groups by id, without the environment's. */
    Map<String, String> groups() {
        Map<String, String> names = new TreeMap<>();
        inVpc("DescribeSecurityGroups")
                .parts("//securityGroupInfo/item")
                .forEach(group ->
                        names.put(group.text("groupId"), group.text("groupName").replace("-" + name, "")));
        return names;
    }

    String groupId(String group) {
        return groups().entrySet().stream()
                .filter(entry -> entry.getValue().equals(group))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group " + group));
    }

    /** A running server by its name. */
    XmlAnswer server(String stem) {
        List<XmlAnswer> found = aws.call(
                        "ec2",
                        "DescribeInstances",
                        "Filter.1.Name",
                        "tag:Name",
                        "Filter.1.Value.1",
                        named(stem),
                        "Filter.2.Name",
                        "instance-state-name",
                        "Filter.2.Value.1",
                        "running")
                .parts("//instancesSet/item");
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " servers named " + named(stem));
        }
        return found.get(0);
    }
}
