package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import io.github.qisaws.synth.StableJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The IAM roles of an environment's jobs: which jobs may assume them through OIDC, without access keys, and what the
 * roles may do in the state bucket.
 */
record RolePolicies(CiSystem system, CiSetup setup, Environment environment) {
    /** The roles, in the order of their use. */
    static final List<String> ROLES = List.of("plan", "review", "apply");

    /** Policies as JSON by file name. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        String name = environment.name();
        files.put(name + "-plan-trust.json", trust(system.planners(setup)));
        files.put(name + "-review-trust.json", trust(system.reviewers(setup)));
        files.put(name + "-apply-trust.json", trust(system.appliers(setup, name)));
        if (environment.state() instanceof S3 state) {
            Bucket bucket = new Bucket("arn:" + partition() + ":s3:::" + state.bucket(), state);
            files.put(name + "-plan-policy.json", document(planning(bucket)));
            files.put(name + "-review-policy.json", document(reviewing(bucket)));
        }
        return files;
    }

    /** Names of objects in the state bucket. */
    private record Bucket(String arn, S3 state) {
        String stateFile() {
            return arn + "/" + state.key();
        }

        String lock() {
            return stateFile() + ".tflock";
        }

        String plans(String environment) {
            return arn + "/plans/" + environment + "/*";
        }
    }

    private String partition() {
        String region = environment.placement().region();
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private String account() {
        return environment.placement().account();
    }

    private String trust(List<String> subjects) {
        return document(List.of(Map.of(
                "Effect",
                "Allow",
                "Action",
                "sts:AssumeRoleWithWebIdentity",
                "Principal",
                Map.of("Federated", "arn:" + partition() + ":iam::" + account() + ":oidc-provider/" + system.issuer()),
                "Condition",
                Map.of(
                        "StringEquals",
                        Map.of(system.issuer() + ":aud", system.audience()),
                        "StringLike",
                        Map.of(system.issuer() + ":sub", subjects)))));
    }

    /**
     * Permissions of the planning job, which runs a branch's code, in addition to read access: the state lock, and storing
     * new plans of its environment. It can neither replace nor delete a stored plan, nor read what other jobs stored.
     */
    private List<Object> planning(Bucket bucket) {
        List<Object> statements = new ArrayList<>();
        statements.add(allow(List.of("s3:ListBucket"), bucket.arn()));
        statements.add(allow(List.of("s3:GetObject"), bucket.stateFile(), bucket.lock()));
        statements.add(allow(List.of("s3:PutObject", "s3:DeleteObject"), bucket.lock()));
        // Only requests with If-None-Match, which S3 rejects if the object exists:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
        statements.add(when(
                allow(List.of("s3:PutObject"), bucket.plans(environment.name())),
                Map.of("Null", Map.of("s3:if-none-match", "false"))));
        statements.add(Map.of(
                "Effect",
                "Deny",
                "Action",
                List.of("s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"),
                "Resource",
                List.of(bucket.arn() + "/plans/*")));
        statements.add(key(bucket, List.of("kms:Decrypt", "kms:GenerateDataKey")));
        return statements;
    }

    /** Permissions of the reviewing job: read the stored plans and the state, and nothing else. */
    private List<Object> reviewing(Bucket bucket) {
        return List.of(
                allow(List.of("s3:ListBucket"), bucket.arn()),
                allow(List.of("s3:GetObject"), bucket.stateFile(), bucket.plans(environment.name())),
                key(bucket, List.of("kms:Decrypt")));
    }

    private Map<String, Object> key(Bucket bucket, List<String> actions) {
        return when(
                allow(actions, "arn:" + partition() + ":kms:*:" + account() + ":key/*"),
                Map.of(
                        "ForAnyValue:StringEquals",
                        Map.of(
                                "kms:ResourceAliases",
                                List.of("alias/" + bucket.state().bucket()))));
    }

    private static Map<String, Object> allow(List<String> actions, String... resources) {
        return Map.of("Effect", "Allow", "Action", actions, "Resource", List.of(resources));
    }

    private static Map<String, Object> when(Map<String, Object> statement, Map<String, Object> condition) {
        Map<String, Object> conditional = new TreeMap<>(statement);
        conditional.put("Condition", condition);
        return conditional;
    }

    private static String document(List<?> statements) {
        return StableJson.write(Map.of("Version", "2012-10-17", "Statement", statements));
    }
}
