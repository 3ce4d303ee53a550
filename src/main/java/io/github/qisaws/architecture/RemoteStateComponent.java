package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;

/** Where Terraform's state of the environments is kept. */
public final class RemoteStateComponent {
    public static final Contract CONTRACT = new Contract(
            "remote-state",
            "Remote state",
            "A private, versioned bucket for Terraform's state, encrypted with a key of its own and reached over TLS"
                    + " 1.2 or newer only. Locks are lock files in the same bucket (use_lockfile of the S3 backend),"
                    + " so no table is needed. A backend should leave out encrypt and kms_key_id: the bucket's default"
                    + " then encrypts with the key, while encrypt alone would ask for S3's own key instead.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    bucketName(),
                    Input.optional("noncurrent_days", "number", 365)
                            .describedAs("Days that a state is kept after a newer one has replaced it.")
                            .between(1, 3650)
                            .build(),
                    Input.optional("noncurrent_versions", "number", 0)
                            .describedAs("Replaced versions of a state that are kept whatever their age; 0: their age"
                                    + " alone decides.")
                            .between(0, 100)
                            .build(),
                    Input.optional("key_rotation", "bool", true)
                            .describedAs("AWS renews the key's material every year; old states stay readable.")
                            .flag()
                            .build(),
                    Input.optional("key_deletion_days", "number", 30)
                            .describedAs("Days in which the deletion of the key can still be called off.")
                            .between(7, 30)
                            .build(),
                    Input.optional("deletion_protection", "bool", true)
                            .describedAs("The bucket cannot be destroyed while it holds a state or a version of one;"
                                    + " false lets a destroy delete them all.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("bucket", "Name of the bucket, for the backend's configuration."),
                    new Contract.Output("bucket_arn", "ARN of the bucket, for policies."),
                    new Contract.Output("key_arn", "ARN of the key, for policies."),
                    new Contract.Output("key_alias", "Name of the key's alias.")),
            List.of(
                    new Contract.Stateful(
                            "aws_s3_bucket.this",
                            "every state kept in it, so that Terraform no longer knows what it has made"),
                    new Contract.Stateful(
                            "aws_kms_key.this", "the means to read the states, every version of them included")));

    private RemoteStateComponent() {}

    /** Input values of the remote-state module. */
    record RemoteStateInputs(Common common, Bucket bucket) implements Inputs {
        @Override
        public Contract contract() {
            return CONTRACT;
        }
    }

    /** The bucket of the state. */
    record Bucket(String bucketName) {}

    /** By this an orphan of a bootstrap that was cut short is known again: a key has no name of its own. */
    public static String keyDescription(String bucket) {
        return "Terraform state in " + bucket;
    }

    /** S3's own rules without dots, which would break TLS to the bucket's address. */
    private static Input bucketName() {
        return Input.required("bucket_name", "string", "qis-aws-123456789012-eu-west-1")
                .decidedBy("state.bucket")
                .describedAs("Name of the bucket, unique in the world.")
                .matching(
                        "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
                        "bucket_name must be 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at"
                                + " both ends.",
                        "Qis_State")
                .rule(
                        "!can(regex(\"^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$\","
                                + " var.bucket_name))",
                        "bucket_name must not start with xn--, sthree- or amzn-s3-demo-, nor end with -s3alias,"
                                + " --ol-s3, --x-s3 or --table-s3: AWS keeps these for itself.",
                        "state-s3alias")
                .build();
    }

    /** The bucket and key of the state of all environments that name the bucket. */
    static Call call(String deployment, String bucket) {
        return Call.of(new RemoteStateInputs(Common.of(deployment, Map.of(), CONTRACT), new Bucket(bucket)));
    }
}
