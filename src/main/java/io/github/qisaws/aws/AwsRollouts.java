package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Asks AWS about a rollout, read-only. */
public record AwsRollouts(AwsAccess access) implements RolloutFacts {
    /** The IAM actions that these questions need. A deployer of a database has rds:DescribeDBInstances anyway. */
    public static final Set<String> ACTIONS = Set.of(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeInstanceRefreshes",
            "autoscaling:DescribeScalingActivities",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices",
            "ecs:DescribeTasks",
            "ecs:ListServiceDeployments",
            "ecs:ListTasks",
            "elasticloadbalancing:DescribeTargetHealth",
            "logs:DescribeLogStreams",
            "logs:GetLogEvents");

    private static final int NEWEST = 3;
    private static final int LINES = 10;
    private static final String LOGS = "Logs_20140328.";

    @Override
    public Optional<Refresh> lastRefresh(String group) {
        return scaling("autoscaling:DescribeInstanceRefreshes", client -> client
                .describeInstanceRefreshes(
                        request -> request.autoScalingGroupName(group).maxRecords(1))
                .instanceRefreshes()
                .stream()
                .map(AwsRollouts::refresh)
                .findFirst());
    }

    private static Refresh refresh(InstanceRefresh found) {
        String version = Optional.ofNullable(found.desiredConfiguration())
                .map(desired -> desired.launchTemplate())
                .map(template -> template.version())
                .orElse("");
        return new Refresh(
                found.statusAsString(),
                text(found.statusReason()),
                found.percentageComplete() == null ? 0 : found.percentageComplete(),
                found.startTime(),
                version);
    }

    @Override
    public Capacity capacity(String group) {
        return scaling(
                "autoscaling:DescribeAutoScalingGroups",
                client ->
                        client
                                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(group))
                                .autoScalingGroups()
                                .stream()
                                .map(AwsRollouts::capacity)
                                .findFirst()
                                .orElse(new Capacity(0, 0)));
    }

    private static Capacity capacity(AutoScalingGroup group) {
        long inService = group.instances().stream()
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .count();
        return new Capacity(group.desiredCapacity(), (int) inService);
    }

    @Override
    public List<String> failedActivities(String group) {
        return scaling(
                "autoscaling:DescribeScalingActivities",
                client ->
                        client
                                .describeScalingActivities(request -> request.autoScalingGroupName(group))
                                .activities()
                                .stream()
                                .filter(activity -> activity.statusCode() == ScalingActivityStatusCode.FAILED
                                        || activity.statusCode() == ScalingActivityStatusCode.CANCELLED)
                                .limit(NEWEST)
                                .map(activity -> activity.description() + ": " + text(activity.statusMessage()))
                                .toList());
    }

    @Override
    public List<Deployment> deployments(String cluster, String service) {
        return ecs(
                "ecs:DescribeServices",
                client ->
                        client
                                .describeServices(
                                        request -> request.cluster(cluster).services(service))
                                .services()
                                .stream()
                                .flatMap(found -> found.deployments().stream())
                                .map(AwsRollouts::deployment)
                                .toList());
    }

    private static Deployment deployment(software.amazon.awssdk.services.ecs.model.Deployment found) {
        return new Deployment(
                found.taskDefinition(),
                "PRIMARY".equals(found.status()),
                text(found.rolloutStateAsString()),
                text(found.rolloutStateReason()),
                number(found.runningCount()),
                number(found.desiredCount()),
                number(found.failedTasks()));
    }

    @Override
    public List<String> stopReasons(String cluster, String service) {
        List<String> stopped = ecs("ecs:ListTasks", client -> client.listTasks(
                        request -> request.cluster(cluster).serviceName(service).desiredStatus(DesiredStatus.STOPPED))
                .taskArns());
        return stopped.isEmpty()
                ? List.of()
                : ecs("ecs:DescribeTasks", client -> client
                        .describeTasks(request ->
                                request.cluster(cluster).tasks(stopped.subList(0, Math.min(NEWEST, stopped.size()))))
                        .tasks()
                        .stream()
                        .flatMap(AwsRollouts::reasons)
                        .distinct()
                        .toList());
    }

    private static Stream<String> reasons(Task task) {
        Stream<String> containers = task.containers().stream()
                .filter(container -> container.exitCode() != null || container.reason() != null)
                .map(container -> "container " + container.name()
                        + (container.exitCode() == null ? "" : " ended with exit code " + container.exitCode())
                        + (container.reason() == null ? "" : ": " + container.reason()));
        return Stream.concat(Stream.ofNullable(task.stoppedReason()), containers);
    }

    @Override
    public Optional<EndedDeployment> lastEnded(String cluster, String service) {
        Optional<ServiceDeploymentBrief> last = ecs("ecs:ListServiceDeployments", client -> client
                .listServiceDeployments(request -> request.cluster(cluster)
                        .service(service)
                        .maxResults(1)
                        .status(
                                ServiceDeploymentStatus.SUCCESSFUL,
                                ServiceDeploymentStatus.STOPPED,
                                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                                ServiceDeploymentStatus.ROLLBACK_FAILED))
                .serviceDeployments()
                .stream()
                .findFirst());
        return last.map(ended -> new EndedDeployment(
                taskDefinition(ended.targetServiceRevisionArn()), ended.statusAsString(), text(ended.statusReason())));
    }

    private String taskDefinition(String revision) {
        return ecs(
                "ecs:DescribeServiceRevisions",
                client ->
                        client
                                .describeServiceRevisions(request -> request.serviceRevisionArns(revision))
                                .serviceRevisions()
                                .stream()
                                .map(found -> text(found.taskDefinition()))
                                .findFirst()
                                .orElse(""));
    }

    @Override
    public List<Target> targets(String targetGroupArn) {
        return access.call("elasticloadbalancing:DescribeTargetHealth", () -> {
            try (ElasticLoadBalancingV2Client client = access.configure(
                            "ELASTIC_LOAD_BALANCING_V2", ElasticLoadBalancingV2Client.builder())
                    .build()) {
                return client
                        .describeTargetHealth(request -> request.targetGroupArn(targetGroupArn))
                        .targetHealthDescriptions()
                        .stream()
                        .map(found -> new Target(
                                found.target().id(),
                                found.targetHealth().stateAsString(),
                                text(found.targetHealth().description())))
                        .toList();
            }
        });
    }

    @Override
    public List<String> lastLines(String logGroup) {
        JsonNode streams = access.call("logs:DescribeLogStreams", () -> new SignedCalls(access)
                .json(
                        "logs",
                        LOGS + "DescribeLogStreams",
                        Map.of("logGroupName", logGroup, "orderBy", "LastEventTime", "descending", true, "limit", 1)));
        String stream = streams.path("logStreams").path(0).path("logStreamName").asText("");
        if (stream.isEmpty()) {
            return List.of();
        }
        JsonNode events = access.call("logs:GetLogEvents", () -> new SignedCalls(access)
                .json(
                        "logs",
                        LOGS + "GetLogEvents",
                        Map.of("logGroupName", logGroup, "logStreamName", stream, "limit", LINES)));
        List<String> lines = new ArrayList<>();
        events.path("events").forEach(event -> lines.add(event.path("message").asText()));
        return lines;
    }

    @Override
    public Optional<DatabaseAccount.Database> database(String identifier) {
        return new AwsDatabaseAccount(access).database(identifier);
    }

    private <T> T scaling(String action, Function<AutoScalingClient, T> question) {
        return access.call(action, () -> {
            try (AutoScalingClient client = access.configure("AUTO_SCALING", AutoScalingClient.builder())
                    .build()) {
                return question.apply(client);
            }
        });
    }

    private <T> T ecs(String action, Function<EcsClient, T> question) {
        return access.call(action, () -> {
            try (EcsClient client = access.configure("ECS", EcsClient.builder()).build()) {
                return question.apply(client);
            }
        });
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
