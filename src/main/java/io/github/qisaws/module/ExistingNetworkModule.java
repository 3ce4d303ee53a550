package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.providers.aws.data_aws_subnet.DataAwsSubnet;
import com.hashicorp.cdktf.providers.aws.data_aws_vpc.DataAwsVpc;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.ExistingNetworkComponent;
import java.util.List;
import java.util.Map;

/** Data sources only, whose postconditions compare the network with what QIS needs. */
final class ExistingNetworkModule implements ModuleDefinition {
    @Override
    public Contract contract() {
        return ExistingNetworkComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of("aws_vpc", Map.of("enable_dns_support", true, "enable_dns_hostnames", true));
    }

    @Override
    public Map<String, Map<String, Object>> mockedInstances() {
        return Map.of(address("eu-west-1a"), subnet("eu-west-1a"), address("eu-west-1b"), subnet("eu-west-1b"));
    }

    private static String address(String zone) {
        return "data.aws_subnet.private[\"" + zone + "\"]";
    }

    private static Map<String, Object> subnet(String zone) {
        return Map.of("vpc_id", "vpc-0123456789abcdef0", "availability_zone", zone, "cidr_block", "10.0.0.0/24");
    }

    @Override
    public void define(Blueprint b) {
        DataAwsVpc vpc = b.add("this", id -> DataAwsVpc.Builder.create(b.stack(), id)
                .id(b.var("vpc_id"))
                .build());
        require(
                vpc,
                List.of(condition(
                        "self.enable_dns_support && self.enable_dns_hostnames",
                        "DNS resolution and DNS host names must be enabled in ${self.id}, because QIS's servers find"
                                + " each other by name.")));
        subnets(b, "private");
        subnets(b, "public");
        b.output("vpc_id", "data.aws_vpc.this.id");
        b.output("cidr_block", "data.aws_vpc.this.cidr_block");
        b.output("public_subnet_ids", each("public", "id"));
        b.output("application_subnet_ids", each("private", "id"));
        b.output("data_subnet_ids", each("private", "id"));
        b.output("application_cidr_blocks", each("private", "cidr_block"));
    }

    private static void subnets(Blueprint b, String name) {
        DataAwsSubnet subnet = b.add(name, id -> DataAwsSubnet.Builder.create(b.stack(), id)
                .id("${each.value}")
                .build());
        b.forEach(subnet, "var." + name + "_subnet_ids");
        require(
                subnet,
                List.of(
                        condition(
                                "self.vpc_id == var.vpc_id", "${self.id} is in ${self.vpc_id}, not in ${var.vpc_id}."),
                        condition(
                                "self.availability_zone == each.key",
                                "${self.id} is in ${self.availability_zone}, not in ${each.key}."),
                        condition(
                                "tonumber(split(\"/\", self.cidr_block)[1]) <= 27",
                                "${self.id} has the CIDR block ${self.cidr_block}, but a load balancer needs /27 or larger.")));
    }

    private static void require(TerraformElement source, List<Map<String, String>> conditions) {
        source.addOverride("lifecycle", Map.of("postcondition", conditions));
    }

    private static Map<String, String> condition(String expression, String message) {
        return Map.of("condition", "${" + expression + "}", "error_message", message);
    }

    private static String each(String name, String attribute) {
        return "[for subnet in data.aws_subnet." + name + " : subnet." + attribute + "]";
    }
}
