package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import io.github.qisaws.architecture.ContainerHostComponent;
import io.github.qisaws.architecture.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** ECS cluster, its EC2 host, and the data volumes, which persist if the host is replaced. */
final class ContainerHostModule implements ModuleDefinition {
    private static final String NAME = "qis-container-host";
    private static final String SCRIPT = "files/mount-volumes.sh";

    /** Minimum size for the ECS-optimized AMI. */
    private static final int ROOT_GIBIBYTES = 30;

    @Override
    public Contract contract() {
        return ContainerHostComponent.CONTRACT;
    }

    @Override
    public Map<String, String> files() {
        try (InputStream script = Objects.requireNonNull(
                ContainerHostModule.class.getResourceAsStream("mount-volumes.sh"), "mount-volumes.sh")) {
            return Map.of(SCRIPT, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return AmiFacts.MOCKED;
    }

    @Override
    public void define(Blueprint b) {
        b.local("region", "regex(\"^[a-z]+(?:-[a-z]+)+-[0-9]+\", var.zone)");
        b.local(
                "partition",
                "startswith(local.region, \"cn-\") ? \"aws-cn\" : startswith(local.region, \"us-gov-\") ?"
                        + " \"aws-us-gov\" : \"aws\"");
        EcsCluster cluster = ContainerCluster.add(b, "host");
        DataVolumes.add(b, "database");
        DataVolumes.add(b, "images");
        DataSnapshots.add(b);
        AppSecret.add(b, "the database's container");
        IamInstanceProfile profile = role(b);
        userData(b, cluster);
        Servers.image(b, String.valueOf(ROOT_GIBIBYTES));
        Instance server = server(b, profile);
        DataVolumes.attach(b, "database", "/dev/sdf", "/dev/sdh", server);
        DataVolumes.attach(b, "images", "/dev/sdg", "/dev/sdi", server);
        outputs(b);
    }

    /** Permissions of the ECS agent on the server; the containers have their own role. */
    private static IamInstanceProfile role(Blueprint b) {
        IamRole role = Roles.add(b, "this", NAME, "ec2.amazonaws.com");
        attach(b, role, "agent", "service-role/AmazonEC2ContainerServiceforEC2Role");
        attach(b, role, "session_manager", "AmazonSSMManagedInstanceCore");
        return Roles.profile(b, role, NAME);
    }

    private static void attach(Blueprint b, IamRole role, String name, String policy) {
        b.add(name, id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role(role.getName())
                .policyArn("arn:${local.partition}:iam::aws:policy/" + policy)
                .build());
    }

    /** Mounts the volumes at each boot, before the ECS agent, whose unit waits for cloud-init's last stage. */
    private static void userData(Blueprint b, EcsCluster cluster) {
        b.local(
                "user_data",
                "format(\"#cloud-config\\n%s\\n\", jsonencode({bootcmd = [[\"bash\", \"-c\", file(\"${path.module}/"
                        + SCRIPT + "\"), \"mount-volumes\", " + inner(cluster.getName())
                        + ", " + DataVolumes.serving("database") + ", " + DataVolumes.serving("images") + "]]}))");
    }

    private static String inner(String reference) {
        return "\"" + reference + "\"";
    }

    private static Instance server(Blueprint b, IamInstanceProfile profile) {
        Instance server = b.add("this", id -> Instance.Builder.create(b.stack(), id)
                .ami(b.var("ami_id"))
                .instanceType(b.var("instance_type"))
                .availabilityZone(b.var("zone"))
                .subnetId(b.var("subnet_id"))
                .iamInstanceProfile(profile.getName())
                .monitoring(true)
                .disableApiTermination(b.any("var.protect"))
                .userData("${local.user_data}")
                .userDataReplaceOnChange(false)
                .metadataOptions(Servers.metadataOptions())
                .rootBlockDevice(Servers.rootVolume(Servers.rootGibibytes()))
                // AWS releases an AMI every few weeks; a replacement means minutes of downtime, so it happens only on
                // request.
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(Servers.KEPT)
                        .build())
                .build());
        server.addOverride("vpc_security_group_ids", b.var("security_group_ids"));
        server.addOverride("root_block_device.tags", b.tagsOf(NAME + "-root"));
        AmiFacts.require(server);
        b.name(server, NAME);
        b.tag(server, DataSnapshots.TAG, b.var("environment"));
        return server;
    }

    private static void outputs(Blueprint b) {
        b.output("cluster_arn", "aws_ecs_cluster.this.arn");
        b.output("cluster_name", "aws_ecs_cluster.this.name");
        b.output("database_path", "\"/data/database/tree\"");
        b.output("images_path", "\"/data/images/tree\"");
        b.output("secret_arn", "aws_secretsmanager_secret.this.arn");
        b.output("instance_id", "aws_instance.this.id");
        b.output("database_volume_id", DataVolumes.serving("database"));
        b.output("images_volume_id", DataVolumes.serving("images"));
        b.output("role_name", "aws_iam_role.this.name");
    }
}
