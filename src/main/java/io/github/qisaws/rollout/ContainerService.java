package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.aws.RolloutFacts.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An ECS service and its deployment.
 *
 * @param cluster name or ARN of the cluster
 * @param taskDefinition ARN of the revision that was applied
 * @param logs log groups of its containers
 */
record ContainerService(String cluster, String service, String taskDefinition, List<String> logs) implements Part {

    @Override
    public String name() {
        return "service " + service;
    }

    @Override
    public Look look(RolloutFacts facts, Instant since) {
        List<Deployment> deployments = facts.deployments(cluster, service);
        Optional<Deployment> failed = deployments.stream()
                .filter(deployment -> deployment.taskDefinition().equals(taskDefinition))
                .filter(deployment -> deployment.state().equals("FAILED"))
                .findFirst();
        if (failed.isPresent()) {
            return Look.failed("deployment FAILED: " + failed.get().reason());
        }
        Optional<Deployment> current =
                deployments.stream().filter(Deployment::primary).findFirst();
        if (current.isEmpty()) {
            return Look.running("no deployment yet");
        }
        return look(current.get());
    }

    /** After a rollback, the current deployment is complete, but with the earlier revision. */
    private Look look(Deployment current) {
        if (!current.taskDefinition().equals(taskDefinition)) {
            return Look.failed("rolled back to " + revision(current.taskDefinition()) + ": " + current.reason());
        }
        String words = "deployment of " + revision(taskDefinition) + " " + current.state() + ", " + current.running()
                + " of " + current.desired() + " tasks running"
                + (current.failedTasks() == 0 ? "" : ", " + current.failedTasks() + " failed");
        return current.state().equals("COMPLETED") ? Look.done(words) : Look.running(words);
    }

    private static String revision(String taskDefinition) {
        return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    }

    @Override
    public List<String> reasons(RolloutFacts facts) {
        return Stream.concat(facts.stopReasons(cluster, service).stream(), LogLines.of(facts, logs))
                .toList();
    }
}
