package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;

/** The state bucket and its KMS key. */
public final class RemoteStateComponent {
    public static final Contract CONTRACT = new Contract(
            "remote-state",
            "Remote state",
            "A private, versioned S3 bucket for the Terraform state, encrypted with a customer managed KMS key and"
                    + " accessible only over TLS 1.2 or later. State locks are lock files in the same bucket"
                    + " (use_lockfile of the S3 backend), so no DynamoDB table is needed. Omit encrypt and kms_key_id"
                    + " in the backend configuration: the bucket's default encryption then uses the KMS key, whereas"
                    + " encrypt alone would select the S3 managed key.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    bucketName(),
                    Input.optional("noncurrent_days", "number", 365)
                            .describedAs("Retention in days of a state version after a newer one has replaced it.")
                            .between(1, 3650)
                            .build(),
                    Input.optional("noncurrent_versions", "number", 0)
                            .describedAs("Number of replaced state versions to keep regardless of their age; 0 means"
                                    + " that only the age counts.")
                            .between(0, 100)
                            .build(),
                    Input.optional("key_rotation", "bool", true)
                            .describedAs("Rotate the KMS key every year. Old state versions stay readable.")
                            .flag()
                            .build(),
                    Input.optional("key_deletion_days", "number", 30)
                            .describedAs("Waiting period in days during which the deletion of the KMS key can be"
                                    + " canceled.")
                            .between(7, 30)
                            .build(),
                    Input.optional("deletion_protection", "bool", true)
                            .describedAs("Keep the bucket from being destroyed while it holds any state version. If"
                                    + " false, destroying the bucket deletes all of them.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("bucket", "Name of the state bucket, for the backend configuration."),
                    new Contract.Output("bucket_arn", "ARN of the state bucket, for IAM policies."),
                    new Contract.Output("key_arn", "ARN of the KMS key, for IAM policies."),
                    new Contract.Output("key_alias", "Alias of the KMS key.")),
            List.of(
                    new Contract.Stateful(
                            "aws_s3_bucket.this",
                            "all Terraform states in it, and with them the record of every managed resource"),
                    new Contract.Stateful(
                            "aws_kms_key.this", "access to all state versions, which cannot be decrypted without it")));

    private RemoteStateComponent() {}

    /** Input values of the remote state module. */
    record RemoteStateInputs(Common common, Bucket bucket) implements Inputs {
        @Override
        public Contract contract() {
            return CONTRACT;
        }
    }

    /** Input value for the state bucket. */
    record Bucket(String bucketName) {}

    /** Description of the KMS key, which identifies an orphaned key of an interrupted bootstrap; keys have no name. */
    public static String keyDescription(String bucket) {
        return "Terraform state in " + bucket;
    }

    /** S3's rules for bucket names, but without dots, which would break TLS to the bucket's host name. */
    private static Input bucketName() {
        return Input.required("bucket_name", "string", "qis-aws-123456789012-eu-west-1")
                .decidedBy("state.bucket")
                .describedAs("Globally unique name of the state bucket.")
                .matching(
                        "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
                        "bucket_name must be 3 to 63 lower-case letters, digits, and hyphens, beginning and ending"
                                + " with a letter or digit.",
                        "Qis_State")
                .rule(
                        "!can(regex(\"^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$\","
                                + " var.bucket_name))",
                        "bucket_name must not begin with xn--, sthree-, or amzn-s3-demo-, nor end with -s3alias,"
                                + " --ol-s3, --x-s3, or --table-s3, which AWS reserves.",
                        "state-s3alias")
                .build();
    }

    /** The state bucket and KMS key of all environments that use the bucket. */
    static Call call(String deployment, String bucket) {
        return Call.of(new RemoteStateInputs(Common.of(deployment, Map.of(), CONTRACT), new Bucket(bucket)));
    }
}
