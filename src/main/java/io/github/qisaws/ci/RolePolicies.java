package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import io.github.qisaws.permissions.StateAccess;
import io.github.qisaws.permissions.Statement;
import io.github.qisaws.permissions.Target;
import io.github.qisaws.synth.StableJson;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The IAM roles of an environment's jobs: which jobs may assume them through OIDC, without access keys, and what the
 * roles may do.
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
            StateAccess access = StateAccess.of(environment, state);
            files.put(name + "-plan-policy.json", Statement.document(access.planning()));
            files.put(name + "-review-policy.json", Statement.document(access.reviewing()));
        }
        permissions(files, "plan", policy(Purpose.PLAN).resourceDocuments());
        permissions(files, "apply", policy(Purpose.APPLY).documents());
        return files;
    }

    private String account() {
        return environment.placement().account();
    }

    private String trust(List<String> subjects) {
        Map<String, Object> statement = Map.of(
                "Effect",
                "Allow",
                "Action",
                "sts:AssumeRoleWithWebIdentity",
                "Principal",
                Map.of(
                        "Federated",
                        "arn:" + Target.of(environment).partition() + ":iam::" + account() + ":oidc-provider/"
                                + system.issuer()),
                "Condition",
                Map.of(
                        "StringEquals",
                        Map.of(system.issuer() + ":aud", system.audience()),
                        "StringLike",
                        Map.of(system.issuer() + ":sub", subjects)));
        return StableJson.write(Map.of("Version", "2012-10-17", "Statement", List.of(statement)));
    }

    /** Names of the managed policies of a role; each has a file of the same name. */
    List<String> managed(String role) {
        return files().keySet().stream()
                .filter(name -> name.startsWith(environment.name() + "-" + role + "-permissions-"))
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .toList();
    }

    private void permissions(SortedMap<String, String> files, String role, List<String> documents) {
        for (int i = 0; i < documents.size(); i++) {
            files.put(environment.name() + "-" + role + "-permissions-" + (i + 1) + ".json", documents.get(i));
        }
    }

    private DeployerPolicy policy(Purpose purpose) {
        return DeployerPolicy.of(environment, setup.modules(), purpose);
    }
}
