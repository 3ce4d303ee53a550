package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_ec2_managed_prefix_list.DataAwsEc2ManagedPrefixList;
import com.hashicorp.cdktf.providers.aws.default_security_group.DefaultSecurityGroup;
import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.FirewallComponent;
import io.github.qisaws.module.GroupRules.Port;
import java.util.List;

/** Security groups and their rules; each rule is a separate resource with a description. */
final class FirewallModule implements ModuleDefinition {
    private static final String OPEN = "var.layout == \"open\"";
    private static final String TIERED = "var.layout == \"tiered\"";
    private static final String SSH = "length(var.ssh_cidr_blocks) > 0";

    private static final String ONLY_CLOUDFRONT = "var.only_cloudfront";
    private static final String MANAGED = "var.managed_services";
    private static final String DATA_SERVER = TIERED + " && !" + MANAGED;

    private static final Port HTTP = new Port("http", 80, "HTTP");
    private static final Port HTTPS = new Port("https", 443, "HTTPS");
    private static final Port SSH_PORT = new Port("ssh", 22, "SSH");
    private static final Port POSTGRESQL = new Port("postgresql", 5432, "PostgreSQL");
    private static final Port MEMCACHED = new Port("memcached", 11211, "memcached");
    private static final Port NFS = new Port("nfs", 2049, "the image tree over NFSv4");
    private static final List<Port> DATA_PORTS = List.of(POSTGRESQL, MEMCACHED, NFS);

    @Override
    public Contract contract() {
        return FirewallComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        DefaultSecurityGroup standard = b.add("this", id -> DefaultSecurityGroup.Builder.create(b.stack(), id)
                .vpcId(b.var("vpc_id"))
                .build());
        b.name(standard, "qis-vpc-default-sg");
        // Not by onlyIf, which would change a tag of every existing default group.
        standard.addOverride("count", "${var.default_group ? 1 : 0}");
        group(b, "load_balancer", "qis-lb-sg", "QIS load balancer");
        GroupRules world = new GroupRules(b, "load_balancer", "aws_security_group.load_balancer.id");
        VpcSecurityGroupIngressRule plain = world.fromAnywhere(HTTP);
        b.onlyIf(plain, "!" + ONLY_CLOUDFRONT);
        visitors(b, plain);
        onlyCloudFront(b, world.fromAnywhere(HTTPS));
        open(b);
        tiered(b);
        managed(b);
        ssh(b);
        outputs(b);
    }

    /** The same rules for the internet and for the VPC, so that their addresses stay, and rules for more CIDR blocks. */
    private static void visitors(Blueprint b, VpcSecurityGroupIngressRule plain) {
        b.local("visitors", "var.visitor_cidr_block == \"0.0.0.0/0\" ? \"anywhere\" : var.visitor_cidr_block");
        plain.addOverride("cidr_ipv4", b.var("visitor_cidr_block"));
        plain.addOverride("description", "HTTP from ${local.visitors}");
        more(b, HTTP);
        more(b, HTTPS);
    }

    private static void more(Blueprint b, Port port) {
        VpcSecurityGroupIngressRule rule =
                b.add("visitors_" + port.name(), id -> VpcSecurityGroupIngressRule.Builder.create(b.stack(), id)
                        .securityGroupId("${aws_security_group.load_balancer.id}")
                        .description(port.words() + " from ${each.key}")
                        .cidrIpv4("${each.key}")
                        .ipProtocol("tcp")
                        .fromPort(port.number())
                        .toPort(port.number())
                        .build());
        b.forEach(rule, "setsubtract(var.more_visitor_cidr_blocks, [var.visitor_cidr_block])");
        b.name(rule, "qis-load-balancer-visitors-" + port.name());
    }

    /**
     * The same rule in both cases, so that the load balancer stays reachable when it changes. It has only one port,
     * because AWS counts CloudFront's prefix list as 55 of the 60 rules of a group.
     */
    private static void onlyCloudFront(Blueprint b, VpcSecurityGroupIngressRule rule) {
        DataAwsEc2ManagedPrefixList list =
                b.add("cloudfront", id -> DataAwsEc2ManagedPrefixList.Builder.create(b.stack(), id)
                        .name("com.amazonaws.global.cloudfront.origin-facing")
                        .build());
        b.onlyIf(list, ONLY_CLOUDFRONT);
        rule.addOverride("cidr_ipv4", "${" + ONLY_CLOUDFRONT + " ? null : var.visitor_cidr_block}");
        rule.addOverride("prefix_list_id", "${one(data.aws_ec2_managed_prefix_list.cloudfront[*].id)}");
        rule.addOverride("description", "HTTPS from ${" + ONLY_CLOUDFRONT + " ? \"CloudFront\" : local.visitors}");
    }

    /** The rules of the original notes, and two more: from the load balancer, and to AWS services. */
    private static void open(Blueprint b) {
        String standard = "one(aws_default_security_group.this[*].id)";
        SecurityGroup internal = group(b, "internal", "qis-internal-sg", "QIS ports to allow within the VPC");
        b.onlyIf(internal, OPEN);
        GroupRules rules = new GroupRules(b, "internal", "aws_security_group.internal[0].id").onlyIf(OPEN);
        for (Port port : List.of(HTTP, HTTPS, SSH_PORT, POSTGRESQL, MEMCACHED, NFS)) {
            rules.from("servers", standard, port);
        }
        rules.from("load_balancer", "aws_security_group.load_balancer.id", HTTP);
        rules.allTo("servers", standard);
        rules.toAnywhere(HTTPS, "HTTPS to the services of AWS and for updates");
        rules.toAnywhere(HTTP, "HTTP for packages of the operating system");
        new GroupRules(b, "load_balancer_open", "aws_security_group.load_balancer.id")
                .onlyIf(OPEN)
                .allTo("servers", standard);
    }

    private static void tiered(Blueprint b) {
        SecurityGroup web = group(b, "web", "qis-web-sg", "QIS web servers");
        b.onlyIf(web, TIERED);
        SecurityGroup data = group(b, "data", "qis-data-sg", "QIS database, image storage and cache");
        b.onlyIf(data, DATA_SERVER);
        String webId = "aws_security_group.web[0].id";
        String dataId = "aws_security_group.data[0].id";
        new GroupRules(b, "load_balancer", "aws_security_group.load_balancer.id")
                .onlyIf(TIERED)
                .to("web", webId, HTTP);
        GroupRules webRules = new GroupRules(b, "web", webId).onlyIf(TIERED);
        webRules.from("load_balancer", "aws_security_group.load_balancer.id", HTTP);
        webRules.toAnywhere(HTTPS, "HTTPS to the services of AWS and for updates");
        webRules.toAnywhere(HTTP, "HTTP for packages of the operating system");
        GroupRules webToData = new GroupRules(b, "web", webId).onlyIf(DATA_SERVER);
        GroupRules dataRules = new GroupRules(b, "data", dataId).onlyIf(DATA_SERVER);
        for (Port port : DATA_PORTS) {
            webToData.to("data", dataId, port);
            dataRules.from("web", webId, port);
        }
        dataRules.toAnywhere(HTTPS, "HTTPS to the services of AWS and for updates");
    }

    /** One group per service, which allows one port from the web servers and nothing outbound. */
    private static void managed(Blueprint b) {
        service(b, "database", "QIS database", POSTGRESQL);
        service(b, "image_store", "QIS image store", NFS);
        service(b, "cache", "QIS cache", MEMCACHED);
    }

    private static void service(Blueprint b, String name, String description, Port port) {
        SecurityGroup group = group(b, name, "qis-" + name.replace('_', '-') + "-sg", description);
        b.onlyIf(group, MANAGED);
        String id = "aws_security_group." + name + "[0].id";
        String mark = OPEN + " ? one(aws_default_security_group.this[*].id) : one(aws_security_group.web[*].id)";
        String outwards = "one(concat(aws_security_group.web[*].id, aws_security_group.internal[*].id))";
        new GroupRules(b, name, id).onlyIf(MANAGED).from("web", mark, port);
        new GroupRules(b, "web", outwards).onlyIf(MANAGED).to(name, id, port);
    }

    private static void ssh(Blueprint b) {
        SecurityGroup ssh = group(b, "ssh", "qis-external-ssh-sg", "QIS external SSH access");
        b.onlyIf(ssh, SSH);
        VpcSecurityGroupIngressRule rule = b.add("ssh", id -> VpcSecurityGroupIngressRule.Builder.create(b.stack(), id)
                .securityGroupId("${aws_security_group.ssh[0].id}")
                .description("SSH from ${each.key}")
                .ipProtocol("tcp")
                .fromPort(SSH_PORT.number())
                .toPort(SSH_PORT.number())
                .build());
        rule.addOverride("cidr_ipv4", "${strcontains(each.key, \":\") ? null : each.key}");
        rule.addOverride("cidr_ipv6", "${strcontains(each.key, \":\") ? each.key : null}");
        // EC2 returns IPv6 blocks in their shortest spelling, which cidrsubnet writes too; any other would differ at
        // each plan.
        b.forEach(rule, "toset([for block in var.ssh_cidr_blocks : cidrsubnet(block, 0, 0)])");
        b.name(rule, "qis-external-ssh");
    }

    private static SecurityGroup group(Blueprint b, String name, String awsName, String description) {
        SecurityGroup group = b.add(name, id -> SecurityGroup.Builder.create(b.stack(), id)
                .name(b.named(awsName))
                .description(description)
                .vpcId(b.var("vpc_id"))
                .build());
        b.name(group, awsName);
        return group;
    }

    private static void outputs(Blueprint b) {
        String open = "aws_default_security_group.this[*].id, aws_security_group.internal[*].id";
        b.output("load_balancer_group_ids", "[aws_security_group.load_balancer.id]");
        b.output(
                "web_group_ids",
                "concat(" + OPEN + " ? concat(" + open + ") : aws_security_group.web[*].id,"
                        + " aws_security_group.ssh[*].id)");
        b.output(
                "data_group_ids",
                "concat(" + OPEN + " ? concat(" + open + ") : aws_security_group.data[*].id,"
                        + " aws_security_group.ssh[*].id)");
        for (String service : List.of("database", "image_store", "cache")) {
            b.output(service + "_group_ids", "aws_security_group." + service + "[*].id");
        }
        b.output("default_group_id", "join(\"\", aws_default_security_group.this[*].id)");
    }
}
