package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.ROLLOUT_FAILED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.RolloutFacts.Refresh;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the last rollout of the version that the plan brings or keeps failed. Terraform does not see this: for it, a group
 * whose servers were not replaced has no difference.
 *
 * @param cluster ARN of the ECS cluster; empty for an Auto Scaling group
 * @param name name of the group or service
 * @param now the version in the state: of the launch template, or the ARN of the task definition
 * @param wanted the version after the apply
 */
record RolloutQuestion(String address, String cluster, String name, String now, String wanted) implements Question {
    private static final String VERSION = "launch_template[0].version";
    private static final String REVISION = "task_definition";

    /** One question for each group and service that exists and remains. */
    static Stream<Question> of(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.action() == Action.NO_OP || change.action() == Action.UPDATE)
                .flatMap(RolloutQuestion::of);
    }

    private static Stream<RolloutQuestion> of(Change change) {
        return switch (change.type()) {
            case "aws_autoscaling_group" -> question(change, "", VERSION);
            case "aws_ecs_service" -> question(change, change.after("cluster").raw(), REVISION);
            default -> Stream.empty();
        };
    }

    private static Stream<RolloutQuestion> question(Change change, String cluster, String version) {
        return change.after(version).isKnown()
                ? Stream.of(new RolloutQuestion(
                        change.address().text(),
                        cluster,
                        change.after("name").raw(),
                        change.before(version).raw(),
                        change.after(version).raw()))
                : Stream.empty();
    }

    @Override
    public String about() {
        return "the last rollout";
    }

    @Override
    public Set<String> actions() {
        return cluster.isEmpty()
                ? Set.of("autoscaling:DescribeInstanceRefreshes")
                : Set.of("ecs:DescribeServiceRevisions", "ecs:ListServiceDeployments");
    }

    @Override
    public boolean evenWithoutChanges() {
        return true;
    }

    @Override
    public Answer ask(AccountFacts account) {
        List<Obstacle> found = (cluster.isEmpty() ? ofGroup(account) : ofService(account))
                .stream().toList();
        return planned -> found;
    }

    /** A refresh without a version of its own brings the version that the group had at that time. */
    private Optional<Obstacle> ofGroup(AccountFacts account) {
        return account.rollouts()
                .lastRefresh(name)
                .filter(Refresh::hasFailed)
                .filter(refresh -> wanted.equals(refresh.version().isEmpty() ? now : refresh.version()))
                .map(refresh -> failed(
                        "image",
                        "The last instance refresh of " + name + " to launch template version " + wanted
                                + " ended with " + refresh.status(),
                        refresh.reason(),
                        "Set another image, or remove the cause. To try the same version again, run aws autoscaling"
                                + " start-instance-refresh --auto-scaling-group-name " + name + "."));
    }

    private Optional<Obstacle> ofService(AccountFacts account) {
        return account.rollouts()
                .lastEnded(cluster, name)
                .filter(ended -> !ended.isSuccessful())
                .filter(ended -> ended.taskDefinition().equals(wanted))
                .map(ended -> failed(
                        "containers.image",
                        "The last deployment of "
                                + wanted.substring(wanted.lastIndexOf('/') + 1) + " in service " + name + " ended with "
                                + ended.status(),
                        ended.reason(),
                        "Set another image, or remove the cause; the apply deploys the same version again."));
    }

    private Obstacle failed(String key, String what, String reason, String fix) {
        return Obstacle.warns(ROLLOUT_FAILED, key, what + (reason.isEmpty() ? "." : ": " + reason), fix)
                .at(address);
    }
}
