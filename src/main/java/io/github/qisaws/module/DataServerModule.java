package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.lb_target_group_attachment.LbTargetGroupAttachment;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53Zone;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53ZoneVpc;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.DataServerComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The data server; everything that persists after a replacement is a separate resource. */
final class DataServerModule implements ModuleDefinition {
    /** Root volume for the operating system only; data and logs of the database are on the database volume. */
    private static final int ROOT_GIBIBYTES = 10;

    private static final int DNS_SECONDS = 60;

    @Override
    public Contract contract() {
        return DataServerComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        Map<String, Map<String, Object>> mocked = new TreeMap<>(AmiFacts.MOCKED);
        mocked.put("aws_subnet", Map.of("cidr_block", "192.168.112.0/20"));
        return mocked;
    }

    @Override
    public void define(Blueprint b) {
        b.local("region", "regex(\"^[a-z]+(?:-[a-z]+)+-[0-9]+\", var.zone)");
        b.local(
                "partition",
                "startswith(local.region, \"cn-\") ? \"aws-cn\" : startswith(local.region, \"us-gov-\") ?"
                        + " \"aws-us-gov\" : \"aws\"");
        b.local("host_name", "\"data.${var.environment}.qis.internal\"");
        DataVolumes.add(b, "database");
        DataVolumes.add(b, "images");
        DataSnapshots.add(b);
        AppSecret.add(b, "the data server");
        IamInstanceProfile profile = ServerRole.add(
                b,
                "qis-data-server",
                "local.partition",
                "aws_secretsmanager_secret.this.arn",
                ServerRole.READ_AND_WRITE_SECRET);
        RoleFile.add(
                b,
                Map.of(
                        "QIS_ROLE",
                        b.var("role"),
                        "QIS_REGION",
                        "${local.region}",
                        "QIS_ENVIRONMENT",
                        b.var("environment"),
                        "QIS_SECRET_ID",
                        "${aws_secretsmanager_secret.this.arn}",
                        "QIS_DATABASE_DEVICE",
                        "${" + DataVolumes.serving("database") + "}",
                        "QIS_IMAGES_DEVICE",
                        "${" + DataVolumes.serving("images") + "}"),
                // Part of the certificate by which web servers verify the database; a full server uses its local
                // database.
                "var.role == \"data-server\" ? [\"QIS_DATABASE_HOST=${local.host_name}\"] : []");
        TerraformResource address = DataAddress.add(b);
        Servers.image(b, String.valueOf(ROOT_GIBIBYTES));
        Instance server = server(b, profile, address);
        DataVolumes.attach(b, "database", "/dev/sdf", "/dev/sdh", server);
        DataVolumes.attach(b, "images", "/dev/sdg", "/dev/sdi", server);
        serve(b, server);
        name(b);
        outputs(b);
    }

    private static Instance server(Blueprint b, IamInstanceProfile profile, TerraformResource address) {
        Instance server = b.add("this", id -> Instance.Builder.create(b.stack(), id)
                .ami(b.var("ami_id"))
                .instanceType(b.var("instance_type"))
                .availabilityZone(b.var("zone"))
                .associatePublicIpAddress(b.any("var.public_address ? true : null"))
                .iamInstanceProfile(profile.getName())
                .monitoring(true)
                .disableApiTermination(b.any("var.protect"))
                .userData("${local.user_data}")
                .userDataReplaceOnChange(false)
                .metadataOptions(Servers.metadataOptions())
                .rootBlockDevice(Servers.rootVolume(Servers.rootGibibytes()))
                .dependsOn(List.of(address))
                // A newer AMI in an SSM parameter must not cause minutes of database downtime, so replacement is only
                // on request.
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(Servers.KEPT)
                        .build())
                .build());
        DataAddress.of(server);
        server.addOverride("root_block_device.tags", b.tagsOf("qis-data-server-root"));
        AmiFacts.require(server);
        b.name(server, "qis-data-server");
        b.tag(server, DataSnapshots.TAG, b.var("environment"));
        return server;
    }

    private static void serve(Blueprint b, Instance server) {
        LbTargetGroupAttachment target = b.add("this", id -> LbTargetGroupAttachment.Builder.create(b.stack(), id)
                .targetGroupArn(b.var("target_group_arn"))
                .targetId(server.getId())
                .build());
        b.onlyIf(target, "var.role == \"full-server\"");
    }

    private static void name(Blueprint b) {
        Route53Zone zone = b.add("this", id -> Route53Zone.Builder.create(b.stack(), id)
                .name("${var.environment}.qis.internal")
                .comment("Names of the QIS servers, inside the VPC only")
                .vpc(List.of(Route53ZoneVpc.builder().vpcId(b.var("vpc_id")).build()))
                // A different VPC means a different subnet. The zone must not outlive its VPC.
                .lifecycle(TerraformResourceLifecycle.builder()
                        .replaceTriggeredBy(List.of("aws_instance.this.subnet_id"))
                        .build())
                .build());
        b.name(zone, "qis-zone");
        b.add("data", id -> Route53Record.Builder.create(b.stack(), id)
                .zoneId(zone.getZoneId())
                .name("${local.host_name}")
                .type("A")
                .ttl(DNS_SECONDS)
                .records(List.of("${local.private_ip}"))
                .build());
    }

    private static void outputs(Blueprint b) {
        b.output("host_name", "local.host_name");
        b.output("private_ip", "local.private_ip");
        b.output("instance_id", "aws_instance.this.id");
        b.output("secret_arn", "aws_secretsmanager_secret.this.arn");
        b.output("database_volume_id", DataVolumes.serving("database"));
        b.output("images_volume_id", DataVolumes.serving("images"));
        b.output("hosted_zone_id", "aws_route53_zone.this.zone_id");
        b.output("role_name", "aws_iam_role.this.name");
    }
}
