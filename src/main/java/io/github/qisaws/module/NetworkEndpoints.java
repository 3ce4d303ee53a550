package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import com.hashicorp.cdktf.providers.aws.vpc_endpoint.VpcEndpoint;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import java.util.List;

/** VPC endpoints: gateway endpoints, which are free, and interface endpoints, which are billed by the hour. */
final class NetworkEndpoints {
    private static final String INTERFACES_WANTED = "length(local.interfaces) > 0";

    private NetworkEndpoints() {}

    static void add(Blueprint b, Vpc vpc) {
        b.local("region", "regex(\"^(.*[0-9])[a-z]$\", var.zones[0])[0]");
        b.local("gateways", "setintersection(var.endpoints, [\"s3\", \"dynamodb\"])");
        b.local("interfaces", "local.tiered ? setsubtract(var.endpoints, local.gateways) : toset([])");
        gateways(b, vpc);
        group(b, vpc);
        interfaces(b, vpc);
    }

    private static void gateways(Blueprint b, Vpc vpc) {
        VpcEndpoint gateways =
                b.add("gateway", id -> endpoint(b, vpc, id, "Gateway").build());
        gateways.addOverride(
                "route_table_ids",
                "${local.tiered ? concat([for table in aws_route_table.application : table.id],"
                        + " aws_route_table.data[*].id) : [aws_vpc.this.main_route_table_id]}");
        b.forEach(gateways, "local.gateways");
        b.name(gateways, "qis-endpoint-${each.key}");
    }

    private static void group(Blueprint b, Vpc vpc) {
        SecurityGroup group = b.add("endpoints", id -> SecurityGroup.Builder.create(b.stack(), id)
                .name(b.named("qis-endpoints-sg"))
                .description("Interface endpoints of AWS services")
                .vpcId(vpc.getId())
                .build());
        b.onlyIf(group, INTERFACES_WANTED);
        b.name(group, "qis-endpoints-sg");
        VpcSecurityGroupIngressRule https =
                b.add("endpoints_https", id -> VpcSecurityGroupIngressRule.Builder.create(b.stack(), id)
                        .securityGroupId("${aws_security_group.endpoints[0].id}")
                        .description("HTTPS from within the VPC")
                        .cidrIpv4(b.var("cidr_block"))
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443)
                        .build());
        b.onlyIf(https, INTERFACES_WANTED);
    }

    private static void interfaces(Blueprint b, Vpc vpc) {
        VpcEndpoint interfaces = b.add("interface", id -> endpoint(b, vpc, id, "Interface")
                .privateDnsEnabled(true)
                .securityGroupIds(List.of("${aws_security_group.endpoints[0].id}"))
                .build());
        interfaces.addOverride("subnet_ids", "${[for zone in var.zones : aws_subnet.application[zone].id]}");
        b.forEach(interfaces, "local.interfaces");
        b.name(interfaces, "qis-endpoint-${each.key}");
    }

    private static VpcEndpoint.Builder endpoint(Blueprint b, Vpc vpc, String id, String type) {
        return VpcEndpoint.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .vpcEndpointType(type)
                .serviceName("com.amazonaws.${local.region}.${each.key}");
    }
}
