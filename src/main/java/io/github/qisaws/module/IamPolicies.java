package io.github.qisaws.module;

import io.github.qisaws.synth.StableJson;
import java.util.List;
import java.util.Map;

/** IAM policy documents as JSON text; resources can contain Terraform references. */
final class IamPolicies {
    private static final String VERSION = "2012-10-17";

    private IamPolicies() {}

    /** Lets an AWS service assume a role. */
    static String assumedBy(String service) {
        return document(List.of(
                Map.of("Effect", "Allow", "Action", "sts:AssumeRole", "Principal", Map.of("Service", service))));
    }

    static String allow(List<String> actions, List<String> resources) {
        return document(List.of(statement(actions, resources)));
    }

    static Map<String, Object> statement(List<String> actions, List<String> resources) {
        return Map.of("Effect", "Allow", "Action", actions, "Resource", resources);
    }

    static String document(List<Map<String, Object>> statements) {
        return StableJson.compact(Map.of("Version", VERSION, "Statement", statements));
    }

    /** A document with an ID, for services that add one to a policy without it. */
    static String document(String id, List<Map<String, Object>> statements) {
        return StableJson.compact(Map.of("Version", VERSION, "Id", id, "Statement", statements));
    }
}
