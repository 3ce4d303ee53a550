package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.MigrationComponent;
import java.util.List;
import java.util.Map;

/** The staging bucket of a move, and permission for servers to read it. */
final class MigrationModule implements ModuleDefinition {
    private static final String NAME = "staging";
    private static final String SERVERS = "${length(var.server_role_names)}";
    /** A move with its rehearsal and its second copy takes weeks, not months. */
    private static final int DAYS = 30;

    @Override
    public Contract contract() {
        return MigrationComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of("aws_caller_identity", Map.of("account_id", "123456789012"), "aws_region", Region.MOCKED);
    }

    @Override
    public void define(Blueprint b) {
        b.add("current", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id)
                .build());
        Region.addTo(b);
        PrivateBucket bucket = new PrivateBucket(b, NAME, "");
        bucket.addForCopies(
                b.named("qis-migration") + "-${data.aws_caller_identity.current.account_id}-${local.region}",
                "qis-migration");
        encryption(b, bucket);
        bucket.expire(DAYS);
        b.add(NAME, id -> S3BucketPolicy.Builder.create(b.stack(), id)
                .bucket("${aws_s3_bucket_public_access_block.staging.bucket}")
                .policy(IamPolicies.document(bucket.onlyOverTls()))
                .build());
        servers(b, bucket);
        b.output("bucket", "aws_s3_bucket.staging.id", "aws_s3_bucket_policy.staging");
        b.output("bucket_arn", "aws_s3_bucket.staging.arn");
    }

    private static void encryption(Blueprint b, PrivateBucket bucket) {
        b.add(NAME, id -> S3BucketServerSideEncryptionConfigurationA.Builder.create(b.stack(), id)
                .bucket(bucket.id())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .bucketKeyEnabled(b.any("var.encryption_key != \"\""))
                        .applyServerSideEncryptionByDefault(
                                S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                        .builder()
                                        .sseAlgorithm("${var.encryption_key == \"\" ? \"AES256\" : \"aws:kms\"}")
                                        .kmsMasterKeyId(CustomerKey.ARN)
                                        .build())
                        .build()))
                .build());
    }

    private static void servers(Blueprint b, PrivateBucket bucket) {
        IamRolePolicy read = b.add("servers", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("migration")
                .role("${var.server_role_names[count.index]}")
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(
                                List.of("s3:GetObject"), List.of(bucket.arn() + "/" + MigrationComponent.PREFIX + "*")),
                        IamPolicies.statement(List.of("s3:ListBucket"), List.of(bucket.arn())))))
                .build());
        read.addOverride("count", SERVERS);
        IamRolePolicy key = b.add("key", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("migration-key")
                .role("${var.server_role_names[count.index]}")
                .policy(IamPolicies.document(List.of(Map.of(
                        "Effect",
                        "Allow",
                        "Action",
                        List.of("kms:Decrypt"),
                        "Resource",
                        List.of("${var.encryption_key}"),
                        "Condition",
                        Map.of("StringLike", Map.of("kms:ViaService", "s3.*"))))))
                .build());
        key.addOverride("count", "${var.encryption_key == \"\" ? 0 : length(var.server_role_names)}");
    }
}
