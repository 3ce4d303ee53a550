package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPoint;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointPosixUser;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectory;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectoryCreationInfo;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicyBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_file_system.EfsFileSystem;
import com.hashicorp.cdktf.providers.aws.efs_file_system_policy.EfsFileSystemPolicy;
import com.hashicorp.cdktf.providers.aws.efs_mount_target.EfsMountTarget;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.ImageStoreComponent;
import java.util.List;
import java.util.Map;

/** EFS file system, access point, file system policy, and a mount target per subnet. */
final class ImageStoreModule implements ModuleDefinition {
    /** User ID of qis on every server and in every container. */
    private static final int QIS = 3999;

    @Override
    public Contract contract() {
        return ImageStoreComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        EfsFileSystem files = b.add("this", id -> EfsFileSystem.Builder.create(b.stack(), id)
                .creationToken(b.named("qis-images"))
                .encrypted(true)
                .performanceMode("generalPurpose")
                .throughputMode(b.var("throughput"))
                .build());
        CustomerKey.encrypt(files);
        b.name(files, "qis-images");
        accessPoint(b, files);
        b.add("this", id -> EfsFileSystemPolicy.Builder.create(b.stack(), id)
                .fileSystemId(files.getId())
                .policy(policy())
                .build());
        b.add("this", id -> EfsBackupPolicy.Builder.create(b.stack(), id)
                .fileSystemId(files.getId())
                .backupPolicy(EfsBackupPolicyBackupPolicy.builder()
                        .status("${var.automatic_backup ? \"ENABLED\" : \"DISABLED\"}")
                        .build())
                .build());
        EfsMountTarget target = b.add("this", id -> EfsMountTarget.Builder.create(b.stack(), id)
                .fileSystemId(files.getId())
                .subnetId("${var.subnet_ids[count.index]}")
                .build());
        target.addOverride("count", "${length(var.subnet_ids)}");
        target.addOverride("security_groups", b.var("security_group_ids"));
        outputs(b);
    }

    /** Maps all files to QIS's user; the folder is created at the first mount. */
    private static void accessPoint(Blueprint b, EfsFileSystem files) {
        EfsAccessPoint point = b.add("this", id -> EfsAccessPoint.Builder.create(b.stack(), id)
                .fileSystemId(files.getId())
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
        b.name(point, "qis-images");
    }

    /**
     * Allows access only over TLS and through the access point; security groups limit network access. Its ID is set,
     * because EFS returns a policy without one under an ID of its own, and the provider compares IDs
     * (hashicorp/terraform-provider-aws#32077).
     */
    private static String policy() {
        String files = "${aws_efs_file_system.this.arn}";
        return IamPolicies.document(
                "qis-images",
                List.of(
                        Map.of(
                                "Sid",
                                "AccessPoint",
                                "Effect",
                                "Allow",
                                "Principal",
                                Map.of("AWS", "*"),
                                "Action",
                                List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"),
                                "Resource",
                                files,
                                "Condition",
                                Map.of(
                                        "Bool", Map.of("elasticfilesystem:AccessedViaMountTarget", "true"),
                                        "StringEquals",
                                                Map.of(
                                                        "elasticfilesystem:AccessPointArn",
                                                        "${aws_efs_access_point.this.arn}"))),
                        Map.of(
                                "Sid",
                                "OnlyTls",
                                "Effect",
                                "Deny",
                                "Principal",
                                Map.of("AWS", "*"),
                                "Action",
                                "*",
                                "Resource",
                                files,
                                "Condition",
                                Map.of("Bool", Map.of("aws:SecureTransport", "false")))));
    }

    private static void outputs(Blueprint b) {
        b.output("file_system_id", "aws_efs_file_system.this.id");
        b.output("file_system_arn", "aws_efs_file_system.this.arn");
        b.output("access_point_id", "aws_efs_access_point.this.id");
        b.output("source", "\"efs:${aws_efs_file_system.this.id}:${aws_efs_access_point.this.id}\"");
    }
}
