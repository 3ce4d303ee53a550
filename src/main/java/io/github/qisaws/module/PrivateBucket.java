package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControls;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControlsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import java.util.List;
import java.util.Map;

/** A versioned S3 bucket without public access or ACLs; callers add encryption and policy. */
final class PrivateBucket {
    private final Blueprint b;
    private final String name;
    private final String condition;

    /**
     * Describes a bucket; {@link #add} creates it.
     *
     * @param name of the Terraform resources
     * @param condition under which it exists; empty means always
     */
    PrivateBucket(Blueprint b, String name, String condition) {
        this.b = b;
        this.name = name;
        this.condition = condition;
    }

    /** Adds the bucket; it can be destroyed with its content unless the input deletion_protection is true. */
    S3Bucket add(String bucketName, String nameTag) {
        return add(bucketName, nameTag, "${!var.deletion_protection}");
    }

    /** Adds a bucket that only holds copies, and can always be destroyed with its content. */
    S3Bucket addForCopies(String bucketName, String nameTag) {
        return add(bucketName, nameTag, true);
    }

    private S3Bucket add(String bucketName, String nameTag, Object forceDestroy) {
        S3Bucket bucket = b.add(
                name,
                id -> S3Bucket.Builder.create(b.stack(), id).bucket(bucketName).build());
        bucket.addOverride("force_destroy", forceDestroy);
        conditional(bucket);
        b.name(bucket, nameTag);
        conditional(b.add(name, id -> S3BucketPublicAccessBlock.Builder.create(b.stack(), id)
                .bucket(id())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build()));
        conditional(b.add(name, id -> S3BucketOwnershipControls.Builder.create(b.stack(), id)
                .bucket(id())
                .rule(S3BucketOwnershipControlsRule.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .build()));
        conditional(b.add(name, id -> S3BucketVersioningA.Builder.create(b.stack(), id)
                .bucket(id())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build()));
        return bucket;
    }

    /** Deletes objects after a number of days, and old versions and unfinished uploads earlier. */
    void expire(int days) {
        expire(List.of(expiring("expire", "", days, 1)));
    }

    /** Deletes objects with a prefix after a number of days, and old versions of all objects after as many days. */
    void expire(String prefix, int days) {
        S3BucketLifecycleConfigurationRule old =
                oldVersions("old-versions", "", days).build();
        expire(List.of(expiring("expire", prefix, days, 1), old));
    }

    private void expire(List<S3BucketLifecycleConfigurationRule> rules) {
        conditional(b.add(name, id -> S3BucketLifecycleConfiguration.Builder.create(b.stack(), id)
                .bucket("${aws_s3_bucket_versioning." + name + instance() + ".bucket}")
                .rule(rules)
                .build()));
    }

    private static S3BucketLifecycleConfigurationRule expiring(String id, String prefix, int days, int oldDays) {
        return oldVersions(id, prefix, oldDays)
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .days(days)
                        .build())
                .build();
    }

    private static S3BucketLifecycleConfigurationRule.Builder oldVersions(String id, String prefix, int days) {
        return S3BucketLifecycleConfigurationRule.builder()
                .id(id)
                .status("Enabled")
                .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                        .prefix(prefix)
                        .build())
                .noncurrentVersionExpiration(S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                        .noncurrentDays(days)
                        .build())
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(7)
                                .build());
    }

    /** The bucket name, as a reference that depends on the bucket. */
    String id() {
        return "${" + reference() + ".id}";
    }

    String arn() {
        return "${" + reference() + ".arn}";
    }

    <T extends TerraformElement> T conditional(T element) {
        if (!condition.isEmpty()) {
            b.onlyIf(element, condition);
        }
        return element;
    }

    /** Policy statements that deny every request without TLS 1.2 or later. */
    List<Map<String, Object>> onlyOverTls() {
        return List.of(
                deny("DenyPlainHttp", Map.of("Bool", Map.of("aws:SecureTransport", "false"))),
                deny("DenyOldTls", Map.of("NumericLessThan", Map.of("s3:TlsVersion", "1.2"))));
    }

    private Map<String, Object> deny(String sid, Map<String, Object> condition) {
        return Map.of(
                "Sid",
                sid,
                "Effect",
                "Deny",
                "Principal",
                "*",
                "Action",
                "s3:*",
                "Resource",
                List.of(arn(), arn() + "/*"),
                "Condition",
                condition);
    }

    private String reference() {
        return "aws_s3_bucket." + name + instance();
    }

    private String instance() {
        return condition.isEmpty() ? "" : "[0]";
    }
}
