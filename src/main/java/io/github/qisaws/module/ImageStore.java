package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bucket for archive and logs of a build server, secret of the test, and IAM permissions. */
final class ImageStore {
    /** S3 URL of the archive, which depends on its content. */
    static final String ADDRESS = "s3://${aws_s3_object.archive.bucket}/${aws_s3_object.archive.key}";

    /** S3 address of the files that a build has downloaded, for later builds. */
    static final String KEPT = "s3://${aws_s3_bucket.this.bucket}/kept";

    /** Prefix of the build logs. */
    static final String LOGS = "logs/";

    /** Days for which build logs are kept. */
    static final int LOG_DAYS = 365;

    private static final String OWN = "${local.region}:${data.aws_caller_identity.current.account_id}";
    private static final String ARN = "arn:${data.aws_partition.current.partition}";

    private ImageStore() {}

    static void add(Blueprint b) {
        b.add("current", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id)
                .build());
        b.add("current", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        Region.addTo(b);
        bucket(b);
        SecretsmanagerSecret secret = b.add("test", id -> SecretsmanagerSecret.Builder.create(b.stack(), id)
                .name("qis-aws/${var.environment}/image-test")
                .description("QIS: of the full server that tests a new image")
                .build());
        // Its value is made up by each test; a recovery window would only keep the name from being used again.
        secret.addOverride("recovery_window_in_days", 0);
        CustomerKey.encrypt(secret);
        b.name(secret, "qis-image-test");
        rights(b);
    }

    private static void bucket(Blueprint b) {
        PrivateBucket bucket = new PrivateBucket(b, "this", "");
        bucket.add(
                b.named("qis-image") + "-${data.aws_caller_identity.current.account_id}-${local.region}", "qis-image");
        b.add("this", id -> S3BucketServerSideEncryptionConfigurationA.Builder.create(b.stack(), id)
                .bucket(bucket.id())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(
                                S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                        .builder()
                                        .sseAlgorithm("AES256")
                                        .build())
                        .build()))
                .build());
        b.add("this", id -> S3BucketPolicy.Builder.create(b.stack(), id)
                .bucket("${aws_s3_bucket_public_access_block.this.bucket}")
                .policy(IamPolicies.document(bucket.onlyOverTls()))
                .build());
        bucket.expire(LOGS, LOG_DAYS);
        S3Object archive = b.add("archive", id -> S3Object.Builder.create(b.stack(), id)
                .bucket(bucket.id())
                .key("qis-aws-server-${local.archive_sha256}.tar.gz")
                .source("${path.module}/" + ImageModule.ARCHIVE)
                .lifecycle(ImageModule.NEW_BEFORE_OLD)
                .build());
        b.name(archive, "qis-image-archive");
    }

    private static void rights(Blueprint b) {
        IamRole role = Roles.add(b, "this", "qis-image-build", "ec2.amazonaws.com");
        b.add("session_manager", id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role(role.getName())
                .policyArn(ARN + ":iam::aws:policy/AmazonSSMManagedInstanceCore")
                .build());
        b.add("build", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("build")
                .role(role.getId())
                .policy(IamPolicies.document(statements()))
                .build());
        b.local("source_object", "trimprefix(var.source_uri, \"s3://\")");
        IamRolePolicy source = b.add("source", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("source")
                .role(role.getId())
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(List.of("s3:GetObject"), List.of(ARN + ":s3:::${local.source_object}")))))
                .build());
        b.onlyIf(source, "var.source_uri != \"\"");
        CustomerKey.forSecrets(b, role);
        Roles.profile(b, role, "qis-image-build");
    }

    /** Image Builder's agent is in AWS's buckets with this name prefix. */
    private static List<Map<String, Object>> statements() {
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(IamPolicies.statement(
                List.of("s3:GetObject"),
                List.of(
                        "${aws_s3_bucket.this.arn}/qis-aws-server-*",
                        "${aws_s3_bucket.this.arn}/kept/*",
                        ARN + ":s3:::ec2imagebuilder*")));
        statements.add(IamPolicies.statement(List.of("s3:ListBucket"), List.of("${aws_s3_bucket.this.arn}")));
        statements.add(IamPolicies.statement(
                List.of("s3:PutObject"),
                List.of("${aws_s3_bucket.this.arn}/" + LOGS + "*", "${aws_s3_bucket.this.arn}/kept/*")));
        statements.add(IamPolicies.statement(
                List.of("imagebuilder:GetComponent"),
                List.of(ARN + ":imagebuilder:" + OWN + ":component/qis-*-${var.environment}/*")));
        statements.add(IamPolicies.statement(
                ServerRole.READ_AND_WRITE_SECRET, List.of("${aws_secretsmanager_secret.test.arn}")));
        statements.add(IamPolicies.statement(
                List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(ARN + ":logs:" + OWN + ":log-group:/aws/imagebuilder/${local.name}*")));
        return statements;
    }
}
