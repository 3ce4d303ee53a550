package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.data_aws_subnet.DataAwsSubnet;
import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule;

/** The build server's security group, if none is given; signed packages are also downloaded over HTTP. */
final class ImageNetwork {
    /** Security groups of the build server, as an expression. */
    static final String GROUPS = "concat(var.security_group_ids, aws_security_group.build[*].id)";

    private static final String OWN = "length(var.security_group_ids) == 0";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ImageNetwork() {}

    static void add(Blueprint b) {
        b.add("build", id -> DataAwsSubnet.Builder.create(b.stack(), id)
                .id(b.var("subnet_id"))
                .build());
        SecurityGroup group = b.add("build", id -> SecurityGroup.Builder.create(b.stack(), id)
                .name(b.named("qis-image-build-sg"))
                .description("QIS image build server: out only")
                .vpcId("${data.aws_subnet.build.vpc_id}")
                .build());
        b.name(group, "qis-image-build-sg");
        b.onlyIf(group, OWN);
        out(b, "http", HTTP, "HTTP for packages of the operating system");
        out(b, "https", HTTPS, "HTTPS to the services of AWS, to packages and to QIS's sources");
    }

    private static void out(Blueprint b, String name, int port, String description) {
        TerraformResource rule = b.add("build_" + name, id -> VpcSecurityGroupEgressRule.Builder.create(b.stack(), id)
                .securityGroupId("${aws_security_group.build[0].id}")
                .description(description)
                .cidrIpv4("0.0.0.0/0")
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .build());
        b.name(rule, "qis-image-build-" + name);
        b.onlyIf(rule, OWN);
    }
}
