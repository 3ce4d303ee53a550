package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What AWS reports about a rollout; an interface so that tests need no account. */
public interface RolloutFacts {
    /** The newest instance refresh of an Auto Scaling group; AWS keeps them for six weeks. */
    Optional<Refresh> lastRefresh(String group);

    /** The servers of an Auto Scaling group. */
    Capacity capacity(String group);

    /** The newest failed activities of an Auto Scaling group, with AWS's reason. */
    List<String> failedActivities(String group);

    /** The deployments of an ECS service that are not finished, and its current one. */
    List<Deployment> deployments(String cluster, String service);

    /** Why the newest stopped tasks of an ECS service stopped; AWS keeps this for about an hour. */
    List<String> stopReasons(String cluster, String service);

    /** The newest deployment of an ECS service that has ended; AWS keeps them for 90 days. */
    Optional<EndedDeployment> lastEnded(String cluster, String service);

    /** The targets of a target group. */
    List<Target> targets(String targetGroupArn);

    /** The newest lines in a log group; empty if nothing was written. */
    List<String> lastLines(String logGroup);

    /** The database on RDS with this identifier. */
    Optional<DatabaseAccount.Database> database(String identifier);

    /**
     * An instance refresh.
     *
     * @param status AWS's status, such as {@code InProgress}
     * @param reason AWS's reason; may be empty
     * @param percent completed part, 0 to 100
     * @param version of the launch template that the refresh brings; empty if AWS does not report it
     */
    record Refresh(String status, String reason, int percent, Instant started, String version) {
        private static final Set<String> ENDED =
                Set.of("Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful");

        /** Whether the status does not change anymore (Auto Scaling API, InstanceRefresh.Status). */
        public boolean hasEnded() {
            return ENDED.contains(status);
        }

        /** Whether it ended, and servers may still run the earlier version. */
        public boolean hasFailed() {
            return hasEnded() && !status.equals("Successful");
        }
    }

    /**
     * The servers of a group.
     *
     * @param desired number of servers that the group must have
     * @param inService number of servers that are started and not about to be terminated
     */
    record Capacity(int desired, int inService) {}

    /**
     * A deployment of an ECS service.
     *
     * @param primary whether it is the service's current deployment
     * @param state COMPLETED, FAILED, or IN_PROGRESS
     * @param reason AWS's reason for the state
     */
    record Deployment(
            String taskDefinition,
            boolean primary,
            String state,
            String reason,
            int running,
            int desired,
            int failedTasks) {}

    /**
     * A deployment of an ECS service that has ended.
     *
     * @param status AWS's status, such as {@code ROLLBACK_SUCCESSFUL}
     * @param reason AWS's reason; may be empty
     */
    record EndedDeployment(String taskDefinition, String status, String reason) {
        public boolean isSuccessful() {
            return status.equals("SUCCESSFUL");
        }
    }

    /**
     * A target of the load balancer.
     *
     * @param state AWS's state, such as {@code healthy}
     * @param reason AWS's description of the state; may be empty
     */
    record Target(String id, String state, String reason) {
        public boolean isHealthy() {
            return state.equals("healthy");
        }

        /** Whether it should take requests: it is registered, and AWS is not removing it. */
        public boolean counts() {
            return !Set.of("draining", "unhealthy.draining", "unused").contains(state);
        }
    }
}
