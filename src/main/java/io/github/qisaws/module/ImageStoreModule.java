package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPoint;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointPosixUser;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectory;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectoryCreationInfo;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicyBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_file_system.EfsFileSystem;
import com.hashicorp.cdktf.providers.aws.efs_file_system_policy.EfsFileSystemPolicy;
import com.hashicorp.cdktf.providers.aws.efs_mount_target.EfsMountTarget;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.ImageStoreComponent;
import java.util.List;
import java.util.Locale;

/** For each copy, an EFS file system with access point, policy, and a mount target per subnet. */
final class ImageStoreModule implements ModuleDefinition {
    /** User ID of qis on every server and in every container. */
    private static final int QIS = 3999;

    private static final String NAME = "qis-images" + Copies.SUFFIX;
    private static final String EACH = "var.copies";
    private static final String ID = "${aws_efs_file_system.this[each.key].id}";

    /** A copy that is not the original and does not serve. */
    private static final String IS_RESTORED = "%1$s != \"original\" && %1$s != var.serves";

    private static final String IS_ANY_RESTORED = "length(setsubtract(keys(var.copies), [\"original\"])) > 0";

    /** Mount targets were counted; no region has more zones. */
    private static final int MOST_SUBNETS = 6;

    @Override
    public Contract contract() {
        return ImageStoreComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        Region.addTo(b);
        b.add("this", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        EfsFileSystem files = b.add("this", id -> EfsFileSystem.Builder.create(b.stack(), id)
                .creationToken(b.named(NAME))
                .encrypted(true)
                .performanceMode("generalPurpose")
                .throughputMode(b.var("throughput"))
                .build());
        CustomerKey.encrypt(files);
        b.forEach(files, EACH);
        b.name(files, NAME);
        moved(b, "aws_efs_file_system.this");
        accessPoint(b);
        restorePoint(b);
        EfsFileSystemPolicy policy = b.add("this", id -> EfsFileSystemPolicy.Builder.create(b.stack(), id)
                .fileSystemId(ID)
                .policy("${" + policy() + "}")
                .build());
        b.forEach(policy, EACH);
        moved(b, "aws_efs_file_system_policy.this");
        EfsBackupPolicy backups = b.add("this", id -> EfsBackupPolicy.Builder.create(b.stack(), id)
                .fileSystemId(ID)
                .backupPolicy(EfsBackupPolicyBackupPolicy.builder()
                        .status("${var.automatic_backup ? \"ENABLED\" : \"DISABLED\"}")
                        .build())
                .build());
        b.forEach(backups, EACH);
        moved(b, "aws_efs_backup_policy.this");
        mountTargets(b);
        restoreRole(b);
        outputs(b);
    }

    private static void moved(Blueprint b, String address) {
        b.moved(address, address + "[\"original\"]");
    }

    private static void mountTargets(Blueprint b) {
        EfsMountTarget target = b.add("this", id -> EfsMountTarget.Builder.create(b.stack(), id)
                .fileSystemId("${aws_efs_file_system.this[each.value.copy].id}")
                .subnetId("${var.subnet_ids[each.value.subnet]}")
                .build());
        b.forEach(
                target,
                "{ for pair in setproduct(keys(var.copies), range(length(var.subnet_ids))) :"
                        + " \"${pair[0]}/${pair[1]}\" => { copy = pair[0], subnet = tonumber(pair[1]) } }");
        target.addOverride("security_groups", b.var("security_group_ids"));
        for (int i = 0; i < MOST_SUBNETS; i++) {
            b.moved("aws_efs_mount_target.this[" + i + "]", "aws_efs_mount_target.this[\"original/" + i + "\"]");
        }
    }

    /** Maps all files to QIS's user; the folder is created at the first mount. */
    private static void accessPoint(Blueprint b) {
        EfsAccessPoint point = b.add("this", id -> EfsAccessPoint.Builder.create(b.stack(), id)
                .fileSystemId(ID)
                .posixUser(EfsAccessPointPosixUser.builder().uid(QIS).gid(QIS).build())
                .rootDirectory(EfsAccessPointRootDirectory.builder()
                        .path("/images")
                        .creationInfo(EfsAccessPointRootDirectoryCreationInfo.builder()
                                .ownerUid(QIS)
                                .ownerGid(QIS)
                                .permissions("0755")
                                .build())
                        .build())
                .build());
        b.forEach(point, EACH);
        b.name(point, NAME);
        moved(b, "aws_efs_access_point.this");
    }

    /**
     * The root of a copy, for the server that moves what AWS Backup restored to its place: it restores to a folder
     * aws-backup-restore_… at the root of the file system, also of a new one (AWS Backup Developer Guide, "Restore an
     * Amazon EFS file system"). An access point with user 0 needs ClientRootAccess (EFS User Guide, "Enforcing a user
     * identity using an access point").
     */
    private static void restorePoint(Blueprint b) {
        EfsAccessPoint point = b.add("restore", id -> EfsAccessPoint.Builder.create(b.stack(), id)
                .fileSystemId(ID)
                .posixUser(EfsAccessPointPosixUser.builder().uid(0).gid(0).build())
                .rootDirectory(EfsAccessPointRootDirectory.builder().path("/").build())
                .build());
        b.forEach(point, "{ for name, point in var.copies : name => point if " + IS_RESTORED.formatted("name") + " }");
        b.name(point, "qis-restore" + Copies.SUFFIX);
    }

    /** The service-linked role of automatic backups cannot restore, so a copy brings a role along. */
    private static void restoreRole(Blueprint b) {
        IamRole role = Roles.add(b, "restore", "qis-restore", "backup.amazonaws.com");
        b.onlyIf(role, IS_ANY_RESTORED);
        for (String direction : List.of("Backup", "Restores")) {
            IamRolePolicyAttachment attachment = b.add(
                    direction.toLowerCase(Locale.ROOT), id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                            .role("${one(aws_iam_role.restore[*].name)}")
                            .policyArn("arn:${data.aws_partition.this.partition}:iam::aws:policy/service-role/"
                                    + "AWSBackupServiceRolePolicyFor" + direction)
                            .build());
            b.onlyIf(attachment, IS_ANY_RESTORED);
        }
    }

    /**
     * Allows access only over TLS and through the access points; security groups limit network access. Its ID is set,
     * because EFS returns a policy without one under an ID of its own, and the provider compares IDs
     * (hashicorp/terraform-provider-aws#32077).
     */
    private static String policy() {
        String all = "Principal = { AWS = \"*\" }, Resource = aws_efs_file_system.this[each.key].arn";
        String client = "\"elasticfilesystem:Client";
        return "jsonencode({ Version = \"2012-10-17\", Id = \"qis-images\", Statement = concat(["
                + allowed("AccessPoint", all, client + "Mount\", " + client + "Write\"", "this")
                + ", { Sid = \"OnlyTls\", Effect = \"Deny\", Action = \"*\", " + all
                + ", Condition = { Bool = { \"aws:SecureTransport\" = \"false\" } } }], "
                + IS_RESTORED.formatted("each.key") + " ? ["
                + allowed(
                        "Restore",
                        all,
                        client + "Mount\", " + client + "Write\", " + client + "RootAccess\"",
                        "restore")
                + "] : []) })";
    }

    private static String allowed(String name, String all, String actions, String point) {
        return "{ Sid = \"" + name + "\", Effect = \"Allow\", Action = [" + actions + "], " + all
                + ", Condition = { Bool = { \"elasticfilesystem:AccessedViaMountTarget\" = \"true\" }, StringEquals = {"
                + " \"elasticfilesystem:AccessPointArn\" = aws_efs_access_point." + point + "[each.key].arn } } }";
    }

    private static void outputs(Blueprint b) {
        b.output("file_system_id", "aws_efs_file_system.this[var.serves].id");
        b.output("file_system_arn", "aws_efs_file_system.this[var.serves].arn");
        b.output("access_point_id", "aws_efs_access_point.this[var.serves].id");
        b.output(
                "source",
                "\"efs:${aws_efs_file_system.this[var.serves].id}:${aws_efs_access_point.this[var.serves].id}\"");
    }
}
