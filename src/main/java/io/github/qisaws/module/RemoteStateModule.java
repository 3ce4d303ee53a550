package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.RemoteStateComponent;
import java.util.List;
import java.util.Map;

/** State bucket, KMS key, and alias. */
final class RemoteStateModule implements ModuleDefinition {
    @Override
    public Contract contract() {
        return RemoteStateComponent.CONTRACT;
    }

    @Override
    public void define(Blueprint b) {
        PrivateBucket bucket = new PrivateBucket(b, "this", "");
        bucket.add(b.var("bucket_name"), "qis-state");
        key(b);
        encryption(b, bucket);
        lifecycle(b);
        b.add("this", id -> S3BucketPolicy.Builder.create(b.stack(), id)
                .bucket("${aws_s3_bucket_public_access_block.this.bucket}")
                .policy(IamPolicies.document(bucket.onlyOverTls()))
                .build());
        b.output("bucket", "aws_s3_bucket.this.id");
        b.output("bucket_arn", "aws_s3_bucket.this.arn");
        b.output("key_arn", "aws_kms_key.this.arn");
        b.output("key_alias", "aws_kms_alias.this.name");
    }

    /** Key policy that delegates access to the account's IAM policies. */
    private static void key(Blueprint b) {
        b.add("current", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id)
                .build());
        b.add("current", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        KmsKey key = b.add("this", id -> KmsKey.Builder.create(b.stack(), id)
                .description(RemoteStateComponent.keyDescription(b.var("bucket_name")))
                .deletionWindowInDays(b.number("key_deletion_days"))
                .policy(IamPolicies.document(List.of(Map.of(
                        "Sid", "AccountDecides",
                        "Effect", "Allow",
                        "Principal",
                                Map.of(
                                        "AWS",
                                        "arn:${data.aws_partition.current.partition}:iam::"
                                                + "${data.aws_caller_identity.current.account_id}:root"),
                        "Action", "kms:*",
                        "Resource", "*"))))
                .build());
        key.addOverride("enable_key_rotation", b.var("key_rotation"));
        b.name(key, "qis-state");
        b.add("this", id -> KmsAlias.Builder.create(b.stack(), id)
                .name("alias/${var.bucket_name}")
                .targetKeyId(key.getKeyId())
                .build());
    }

    private static void encryption(Blueprint b, PrivateBucket bucket) {
        b.add("this", id -> S3BucketServerSideEncryptionConfigurationA.Builder.create(b.stack(), id)
                .bucket(bucket.id())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .bucketKeyEnabled(true)
                        .applyServerSideEncryptionByDefault(
                                S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                        .builder()
                                        .sseAlgorithm("aws:kms")
                                        .kmsMasterKeyId("${aws_kms_key.this.arn}")
                                        .build())
                        .build()))
                .build());
    }

    /** Expires stored plans in all versions, because they can contain secrets and are stale after the next apply. */
    private static S3BucketLifecycleConfigurationRule plans() {
        return S3BucketLifecycleConfigurationRule.builder()
                .id("stored-plans")
                .status("Enabled")
                .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                        .prefix("plans/")
                        .build())
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .days(7)
                        .build())
                .noncurrentVersionExpiration(S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                        .noncurrentDays(1)
                        .build())
                .build();
    }

    private static void lifecycle(Blueprint b) {
        S3BucketLifecycleConfigurationRule rule = S3BucketLifecycleConfigurationRule.builder()
                .id("old-versions")
                .status("Enabled")
                .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                        .prefix("")
                        .build())
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(7)
                                .build())
                .build();
        S3BucketLifecycleConfiguration lifecycle =
                b.add("this", id -> S3BucketLifecycleConfiguration.Builder.create(b.stack(), id)
                        .bucket("${aws_s3_bucket_versioning.this.bucket}")
                        .rule(List.of(rule, plans()))
                        .build());
        // Expressions, because the attribute is a string in the oldest providers and a number in the newest.
        lifecycle.addOverride(
                "rule.0.noncurrent_version_expiration",
                Map.of(
                        "noncurrent_days",
                        b.var("noncurrent_days"),
                        "newer_noncurrent_versions",
                        "${var.noncurrent_versions > 0 ? var.noncurrent_versions : null}"));
    }
}
