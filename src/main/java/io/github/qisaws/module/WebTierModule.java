package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplate;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappings;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappingsEbs;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateIamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateMetadataOptions;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateMonitoring;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateNetworkInterfaces;
import com.hashicorp.cdktf.providers.aws.lb_target_group_attachment.LbTargetGroupAttachment;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.WebTierComponent;
import java.util.List;
import java.util.Map;

/** Launch template, full-time web server, Auto Scaling group, scaling policies, and notifications. */
final class WebTierModule implements ModuleDefinition {
    static final String SELF_HEALING = "var.full_time && var.self_healing";
    private static final String SINGLE = "var.full_time && !var.self_healing";
    private static final String MANAGED = "var.master_secret_arn != \"\"";

    /** The position of a region, an account and a partition in the secret's ARN. */
    private static final String PART = "split(\":\", var.secret_arn)[%d]";

    @Override
    public Contract contract() {
        return WebTierComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return AmiFacts.MOCKED;
    }

    @Override
    public void define(Blueprint b) {
        b.local("partition", PART.formatted(1));
        b.local("region", PART.formatted(3));
        b.local("account", PART.formatted(4));
        IamInstanceProfile profile = ServerRole.add(b, "qis-web", "local.partition", secretPolicy());
        RoleFile.add(
                b,
                Map.of(
                        "QIS_ROLE",
                        "web-server",
                        "QIS_REGION",
                        "${local.region}",
                        "QIS_ENVIRONMENT",
                        b.var("environment"),
                        "QIS_WEB_GROUP",
                        b.named(WebGroups.NAME),
                        "QIS_SECRET_ID",
                        b.var("secret_arn")),
                "concat(" + MANAGED + " ? [\"QIS_DATABASE_MASTER_SECRET_ID=${var.master_secret_arn}\"] : [],"
                        + " var.data_copy == \"\" ? [] : [\"# Data: ${var.data_copy}\"])");
        launchTemplate(b, profile);
        fullTime(b, profile);
        WebGroups.add(b);
        WebScaling.add(b);
        OperatorMail.add(b);
        outputs(b);
    }

    /**
     * Permissions of all web servers, because the first one to start creates the database role, the databases, and the
     * secret's value. It is one policy instead of a second one with a count, because the master user secret is unknown
     * until RDS has created it.
     */
    private static String secretPolicy() {
        return "${jsonencode({Version = \"2012-10-17\", Statement = concat(["
                + statement(ServerRole.READ_SECRET, "var.secret_arn")
                + "], [for arn in compact([var.master_secret_arn]) : " + statement(ServerRole.READ_SECRET, "arn")
                + "], [for arn in compact([var.master_secret_arn]) : "
                + statement(List.of("secretsmanager:PutSecretValue"), "var.secret_arn") + "])})}";
    }

    private static String statement(List<String> actions, String resource) {
        return "{Effect = \"Allow\", Action = [\"" + String.join("\", \"", actions) + "\"], Resource = [" + resource
                + "]}";
    }

    private static void launchTemplate(Blueprint b, IamInstanceProfile profile) {
        // A different name than the AMI's root device would add a second volume.
        Servers.image(b, "var.root_volume_gib");
        LaunchTemplate template = b.add("this", id -> LaunchTemplate.Builder.create(b.stack(), id)
                .name(b.named("qis-web"))
                .description("QIS web servers")
                .imageId(b.var("ami_id"))
                .instanceType(b.var("instance_type"))
                .updateDefaultVersion(true)
                .userData("${base64encode(local.user_data)}")
                .iamInstanceProfile(LaunchTemplateIamInstanceProfile.builder()
                        .name(profile.getName())
                        .build())
                .monitoring(LaunchTemplateMonitoring.builder().enabled(true).build())
                .metadataOptions(LaunchTemplateMetadataOptions.builder()
                        .httpEndpoint("enabled")
                        .httpTokens("required")
                        .httpPutResponseHopLimit(1)
                        .build())
                .blockDeviceMappings(List.of(rootVolume()))
                .networkInterfaces(List.of(LaunchTemplateNetworkInterfaces.builder()
                        .deviceIndex(0)
                        .deleteOnTermination("true")
                        .associatePublicIpAddress(b.var("public_address"))
                        .build()))
                .build());
        template.addOverride("network_interfaces.0.security_groups", b.var("security_group_ids"));
        // Tags of the volumes only: instances get their tags from the group.
        template.addOverride(
                "tag_specifications", List.of(Map.of("resource_type", "volume", "tags", b.tagsOf("qis-web"))));
        AmiFacts.require(template);
        b.name(template, "qis-web");
    }

    private static LaunchTemplateBlockDeviceMappings rootVolume() {
        return LaunchTemplateBlockDeviceMappings.builder()
                .deviceName("${local.ami.root_device_name}")
                .ebs(LaunchTemplateBlockDeviceMappingsEbs.builder()
                        .volumeType("gp3")
                        .volumeSize(Servers.rootGibibytes())
                        .encrypted("true")
                        .kmsKeyId(CustomerKey.ARN)
                        .deleteOnTermination("true")
                        .build())
                .build();
    }

    /**
     * Does not use the launch template, because single instances and groups specify security groups differently, and
     * because a single server can change its instance type or user data with a restart.
     *
     * <p>A new AMI replaces it: Terraform creates the new server, registers it, deregisters the old server, and destroys it. The
     * attachment needs {@code create_before_destroy} of its own, because Terraform passes it on to what a resource depends on,
     * never to what depends on the resource. Terraform does not wait until the new server is healthy.
     */
    private static void fullTime(Blueprint b, IamInstanceProfile profile) {
        Instance server = b.add("full_time", id -> Instance.Builder.create(b.stack(), id)
                .ami(b.var("ami_id"))
                .instanceType(b.var("instance_type"))
                .subnetId("${var.subnet_ids[0]}")
                .associatePublicIpAddress(b.any("var.public_address ? true : null"))
                .iamInstanceProfile(profile.getName())
                .monitoring(true)
                .userData("${local.user_data}")
                .userDataReplaceOnChange(false)
                .metadataOptions(Servers.metadataOptions())
                .rootBlockDevice(Servers.rootVolume(Servers.rootGibibytes()))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        server.addOverride("root_block_device.tags", b.tagsOf("qis-web-full-time-root"));
        server.addOverride("vpc_security_group_ids", b.var("security_group_ids"));
        AmiFacts.require(server);
        b.onlyIf(server, SINGLE);
        b.name(server, "qis-web-full-time");
        LbTargetGroupAttachment target = b.add("full_time", id -> LbTargetGroupAttachment.Builder.create(b.stack(), id)
                .targetGroupArn(b.var("target_group_arn"))
                .targetId("${aws_instance.full_time[0].id}")
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        b.onlyIf(target, SINGLE);
    }

    private static void outputs(Blueprint b) {
        b.output("group_name", "aws_autoscaling_group.this.name");
        b.output("full_time_instance_id", "one(aws_instance.full_time[*].id)");
        b.output("launch_template_id", "aws_launch_template.this.id");
        b.output("topic_arn", "one(aws_sns_topic.operator[*].arn)");
        b.output("role_name", "aws_iam_role.this.name");
    }
}
