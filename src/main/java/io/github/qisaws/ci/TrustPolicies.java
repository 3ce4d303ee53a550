package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import io.github.qisaws.synth.StableJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** IAM policies with which an account trusts the jobs of a repository through OIDC, without access keys. */
record TrustPolicies(CiSystem system, CiSetup setup, String account, List<Environment> environments) {

    /** Policies as JSON by file name. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(account + "-plan-trust.json", trust(system.planners(setup)));
        files.put(account + "-apply-trust.json", trust(system.appliers(setup, CiSetup.names(environments))));
        List<Environment> inBuckets = environments.stream()
                .filter(environment -> environment.state() instanceof S3)
                .toList();
        if (!inBuckets.isEmpty()) {
            files.put(account + "-plan-policy.json", document(planning(inBuckets)));
        }
        return files;
    }

    private String partition() {
        String region = environments.get(0).placement().region();
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private String trust(List<String> subjects) {
        return document(List.of(Map.of(
                "Effect",
                "Allow",
                "Action",
                "sts:AssumeRoleWithWebIdentity",
                "Principal",
                Map.of("Federated", "arn:" + partition() + ":iam::" + account + ":oidc-provider/" + system.issuer()),
                "Condition",
                Map.of(
                        "StringEquals",
                        Map.of(system.issuer() + ":aud", system.audience()),
                        "StringLike",
                        Map.of(system.issuer() + ":sub", subjects)))));
    }

    /** Permissions of planning jobs in addition to read access: the state lock, and storing sealed plans. */
    private List<Object> planning(List<Environment> inBuckets) {
        List<Object> statements = new ArrayList<>();
        List<String> buckets = inBuckets.stream()
                .map(environment -> ((S3) environment.state()).bucket())
                .distinct()
                .map(bucket -> "arn:" + partition() + ":s3:::" + bucket)
                .toList();
        statements.add(allow(List.of("s3:ListBucket"), buckets));
        statements.add(allow(List.of("s3:GetObject"), within(buckets, "/environments/*")));
        statements.add(allow(
                List.of("s3:PutObject", "s3:DeleteObject"),
                within(buckets, "/environments/*/terraform.tfstate.tflock")));
        // A plan that was stored without the bucket's encryption is deleted immediately.
        statements.add(allow(
                List.of("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"), within(buckets, "/plans/*")));
        Map<String, Object> key = new TreeMap<>(allow(
                List.of("kms:Decrypt", "kms:GenerateDataKey"),
                List.of("arn:" + partition() + ":kms:*:" + account + ":key/*")));
        key.put(
                "Condition",
                Map.of(
                        "ForAnyValue:StringEquals",
                        Map.of(
                                "kms:ResourceAliases",
                                inBuckets.stream()
                                        .map(environment -> "alias/" + ((S3) environment.state()).bucket())
                                        .distinct()
                                        .toList())));
        statements.add(key);
        return statements;
    }

    private static List<String> within(List<String> buckets, String path) {
        return buckets.stream().map(bucket -> bucket + path).toList();
    }

    private static Map<String, Object> allow(List<String> actions, List<String> resources) {
        return Map.of("Effect", "Allow", "Action", actions, "Resource", resources);
    }

    private static String document(List<?> statements) {
        return StableJson.write(Map.of("Version", "2012-10-17", "Statement", statements));
    }
}
