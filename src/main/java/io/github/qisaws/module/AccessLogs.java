package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The S3 bucket for the load balancer's access logs. */
final class AccessLogs {
    private static final int DAYS = 90;

    private final Blueprint b;
    private final PrivateBucket bucket;

    AccessLogs(Blueprint b) {
        this.b = b;
        this.bucket = new PrivateBucket(b, "logs", "var.access_logs");
    }

    /** Adds the bucket; returns its policy, which must exist before the load balancer can write to it. */
    S3BucketPolicy add() {
        b.add("current", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id)
                .build());
        Region.addTo(b);
        bucket.add(
                b.named("qis-lb-logs") + "-${data.aws_caller_identity.current.account_id}-${local.region}",
                "qis-lb-logs");
        encryption();
        bucket.expire(DAYS);
        return policy();
    }

    /** The load balancer cannot write to a bucket whose default is a KMS key. */
    private void encryption() {
        bucket.conditional(b.add("logs", id -> S3BucketServerSideEncryptionConfigurationA.Builder.create(b.stack(), id)
                .bucket(bucket.id())
                .rule(List.of(S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(
                                S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                        .builder()
                                        .sseAlgorithm("AES256")
                                        .build())
                        .build()))
                .build()));
    }

    private S3BucketPolicy policy() {
        List<Map<String, Object>> statements = new ArrayList<>(bucket.onlyOverTls());
        statements.add(Map.of(
                "Sid", "LogDelivery",
                "Effect", "Allow",
                "Principal", Map.of("Service", "logdelivery.elasticloadbalancing.amazonaws.com"),
                "Action", "s3:PutObject",
                "Resource", bucket.arn() + "/AWSLogs/${data.aws_caller_identity.current.account_id}/*"));
        return bucket.conditional(b.add("logs", id -> S3BucketPolicy.Builder.create(b.stack(), id)
                .bucket("${aws_s3_bucket_public_access_block.logs[0].bucket}")
                .policy(IamPolicies.document(statements))
                .build()));
    }
}
