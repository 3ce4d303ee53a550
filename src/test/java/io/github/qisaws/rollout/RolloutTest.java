package io.github.qisaws.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.aws.QuietRollouts;
import io.github.qisaws.aws.RolloutFacts.Capacity;
import io.github.qisaws.aws.RolloutFacts.Deployment;
import io.github.qisaws.aws.RolloutFacts.Refresh;
import io.github.qisaws.aws.RolloutFacts.Target;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What AWS reports step by step, and what becomes of it. */
class RolloutTest {
    private static final Instant APPLIED = Instant.parse("2026-11-27T12:00:00Z");
    private static final String GROUP = resource("web-tier", "aws_autoscaling_group", "'name':'qis-web-demo'");
    private static final String LOG = resource("web-tier", "aws_cloudwatch_log_group", "'name':'/qis/demo'");
    private static final String OTHER_LOG = resource("network", "aws_cloudwatch_log_group", "'name':'/flow'");
    private static final String SERVERS_LOG = resource(
                    "monitoring", "aws_cloudwatch_log_group", "'name':'/qis/servers'")
            .replace("'this'", "'servers'");
    private static final String TARGETS =
            resource("load-balancer", "aws_lb_target_group", "'name':'qis-web-in-demo','arn':'arn:tg'");
    private static final String TASK =
            resource("containers", "aws_ecs_task_definition", "'arn':'arn:task-definition/qis:9'");
    private static final String SERVICE = resource(
            "containers",
            "aws_ecs_service",
            "'name':'qis-demo','cluster':'arn:cluster','task_definition':'arn:task-definition/qis:8'");

    private final QuietRollouts aws = new QuietRollouts();
    private final List<String> said = new ArrayList<>();

    @Test
    void aQuietEnvironmentIsCompleteAtOnce() throws IOException {
        assertThat(follow(GROUP, TARGETS)).isEqualTo("1 of 1 targets healthy");
        assertThat(said)
                .containsExactly(
                        "Rollout: group qis-web-demo: 1 of 1 servers in service",
                        "Rollout: target group qis-web-in-demo: 1 of 1 targets healthy");
    }

    @Test
    void aRefreshIsFollowedToItsEndAndEachStepIsSaidOnce() throws IOException {
        Deque<Refresh> steps = new ArrayDeque<>(List.of(
                refresh("Pending", 0, ""),
                refresh("InProgress", 50, ""),
                refresh("InProgress", 50, ""),
                refresh("Successful", 100, "")));
        QuietRollouts playing = new QuietRollouts() {
            @Override
            public Optional<Refresh> lastRefresh(String group) {
                return Optional.of(steps.size() > 1 ? steps.pop() : steps.peek());
            }
        };
        follow(playing, Duration.ofMinutes(1), GROUP, TARGETS);
        assertThat(said)
                .containsExactly(
                        "Rollout: group qis-web-demo: instance refresh Pending, 0 %",
                        "Rollout: group qis-web-demo: instance refresh InProgress, 50 %",
                        "Rollout: group qis-web-demo: 1 of 1 servers in service",
                        "Rollout: target group qis-web-in-demo: 1 of 1 targets healthy");
    }

    @Test
    void aFailedRefreshIsToldWithAllReasons() throws IOException {
        aws.refresh = Optional.of(refresh("Failed", 50, "The health check failed."));
        aws.activities.add("Launching a new EC2 instance: out of capacity");
        aws.lines.add("qis-role: no database\n");
        Problem problem = failure(GROUP, LOG, SERVERS_LOG, OTHER_LOG, TARGETS);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.ROLLOUT_FAILED);
        assertThat(problem.what()).isEqualTo("the rollout of demo failed: group qis-web-demo");
        assertThat(problem.why()).isEqualTo("""
                        instance refresh Failed, 50 %: The health check failed.
                        Launching a new EC2 instance: out of capacity
                        Last lines of log group /qis/demo:
                          qis-role: no database
                        Last lines of log group /qis/servers:
                          qis-role: no database""");
    }

    @Test
    void aRefreshThatWasRolledBackFails() throws IOException {
        aws.refresh = Optional.of(refresh("RollbackSuccessful", 0, ""));
        assertThat(failure(GROUP, TARGETS).why()).startsWith("instance refresh RollbackSuccessful");
    }

    @Test
    void aRefreshThatSomebodyCanceledFails() throws IOException {
        aws.refresh = Optional.of(refresh("Cancelled", 50, ""));
        assertThat(failure(GROUP, TARGETS).why()).startsWith("instance refresh Cancelled, 50 %");
    }

    @Test
    void aReasonThatCannotBeReadDoesNotHideTheFailure() throws IOException {
        QuietRollouts closed = new QuietRollouts() {
            @Override
            public List<String> failedActivities(String group) {
                throw new Problem(ExitCode.WRONG_ACCOUNT, "AWS rejected the call", "", "").asException();
            }
        };
        closed.refresh = Optional.of(refresh("Failed", 50, ""));
        Problem problem = catchThrowableOfType(
                        ProblemException.class, () -> follow(closed, Duration.ZERO, GROUP, TARGETS))
                .problem();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.ROLLOUT_FAILED);
        assertThat(problem.why()).endsWith("No reasons: AWS rejected the call.");
    }

    @Test
    void anOlderRefreshDoesNotCount() throws IOException {
        aws.refresh = Optional.of(new Refresh("Failed", "", 50, APPLIED.minus(Duration.ofHours(1)), "3"));
        assertThat(follow(GROUP, TARGETS)).isEqualTo("1 of 1 targets healthy");
    }

    @Test
    void aGroupThatCannotLaunchDoesNotEndInTime() throws IOException {
        aws.capacity = new Capacity(2, 1);
        aws.activities.add("Launching a new EC2 instance: out of capacity");
        Problem problem = failure(GROUP, TARGETS);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.ROLLOUT_FAILED);
        assertThat(problem.what()).isEqualTo("the rollout of demo did not end within 0 seconds");
        assertThat(problem.why())
                .isEqualTo("group qis-web-demo: 1 of 2 servers in service\n"
                        + "Launching a new EC2 instance: out of capacity");
        assertThat(problem.fix()).contains("qis-aws rollout demo");
    }

    @Test
    void aDeploymentIsCompleteOnlyWithTheAppliedRevision() throws IOException {
        aws.deployments.add(new Deployment("arn:task-definition/qis:8", true, "COMPLETED", "", 2, 2, 0));
        assertThat(follow(SERVICE, TARGETS)).isEqualTo("1 of 1 targets healthy");
        aws.deployments.set(
                0, new Deployment("arn:task-definition/qis:7", true, "COMPLETED", "circuit breaker", 2, 2, 0));
        aws.stopReasons.add("Essential container in task exited");
        assertThat(failure(SERVICE, TARGETS).why())
                .isEqualTo("rolled back to qis:7: circuit breaker\nEssential container in task exited");
    }

    /** The provider can read the service after AWS has rolled it back. */
    @Test
    void theRevisionInTheStateCountsAndNotTheOneOfTheService() throws IOException {
        aws.deployments.add(new Deployment("arn:task-definition/qis:8", true, "COMPLETED", "", 2, 2, 0));
        assertThat(failure(SERVICE, TASK, TARGETS).why()).startsWith("rolled back to qis:8");
        aws.deployments.set(0, new Deployment("arn:task-definition/qis:9", true, "COMPLETED", "", 2, 2, 0));
        assertThat(follow(SERVICE, TASK, TARGETS)).isEqualTo("1 of 1 targets healthy");
    }

    /** While it rolls back, AWS lists the failed deployment beside the new one with the earlier revision. */
    @Test
    void aFailedDeploymentIsToldBeforeTheRollbackEnds() throws IOException {
        aws.deployments.add(new Deployment("arn:task-definition/qis:7", true, "IN_PROGRESS", "", 0, 2, 0));
        aws.deployments.add(
                new Deployment("arn:task-definition/qis:8", false, "FAILED", "tasks failed to start", 0, 2, 3));
        assertThat(failure(SERVICE, TARGETS).why()).startsWith("deployment FAILED: tasks failed to start");
    }

    @Test
    void aTargetThatStaysUnhealthyDoesNotEndInTime() throws IOException {
        aws.targets.add(new Target("i-2", "unhealthy", "Health checks failed with these codes: [503]"));
        Problem problem = failure(GROUP, TARGETS);
        assertThat(problem.why())
                .isEqualTo("target group qis-web-in-demo: 1 of 2 targets healthy\n"
                        + "i-2 is unhealthy: Health checks failed with these codes: [503]");
    }

    @Test
    void aTargetThatAwsRemovesDoesNotCountAndNoneIsNotEnough() throws IOException {
        aws.targets.add(new Target("i-2", "draining", ""));
        assertThat(follow(GROUP, TARGETS)).isEqualTo("1 of 1 targets healthy");
        aws.targets.remove(0);
        assertThat(failure(GROUP, TARGETS).why()).startsWith("target group qis-web-in-demo: 0 of 0 targets healthy");
    }

    @Test
    void onlyAnEnvironmentWithATargetGroupHasServers() throws IOException {
        assertThat(deployed(GROUP, TARGETS).hasServers()).isTrue();
        assertThat(deployed(LOG).hasServers()).isFalse();
        assertThat(Deployed.of(new JsonMapper().readTree("{}")).hasServers()).isFalse();
    }

    private static Refresh refresh(String status, int percent, String reason) {
        return new Refresh(status, reason, percent, APPLIED.plusSeconds(30), "4");
    }

    private String follow(String... resources) throws IOException {
        return follow(aws, Duration.ofMillis(20), resources);
    }

    private String follow(QuietRollouts account, Duration longest, String... resources) throws IOException {
        Clock clock = Clock.systemUTC();
        return new Rollout("demo", account, new Pace(Duration.ofMillis(1), longest), clock, said::add)
                .follow(deployed(resources), APPLIED);
    }

    private Problem failure(String... resources) {
        return catchThrowableOfType(ProblemException.class, () -> follow(resources))
                .problem();
    }

    private static Deployed deployed(String... resources) throws IOException {
        String state = "{'resources':[" + String.join(",", resources) + "]}";
        return Deployed.of(new JsonMapper().readTree(state.replace('\'', '"')));
    }

    private static String resource(String module, String type, String attributes) {
        return "{'mode':'managed','module':'module." + module + "','type':'" + type
                + "','name':'this','instances':[{'attributes':{" + attributes + "}}]}";
    }
}
