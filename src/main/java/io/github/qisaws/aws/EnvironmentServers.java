package io.github.qisaws.aws;

import io.github.qisaws.architecture.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The EC2 instances of an environment.
 *
 * @param environment name of the environment
 */
public record EnvironmentServers(AwsAccess access, String environment) {
    /** The IAM actions that these questions need. */
    public static final Set<String> ACTIONS = Set.of("ec2:DescribeInstances");

    /** IDs of the running servers of a component, the oldest first. */
    public List<String> running(String component) {
        return access.ec2(
                "ec2:DescribeInstances",
                ec2 ->
                        ec2
                                .describeInstancesPaginator(request -> request.filters(filters(component)))
                                .reservations()
                                .stream()
                                .flatMap(reservation -> reservation.instances().stream())
                                .sorted(Comparator.comparing(Instance::launchTime)
                                        .thenComparing(Instance::instanceId))
                                .map(Instance::instanceId)
                                .toList());
    }

    private List<Filter> filters(String component) {
        return Map.of(
                        "tag:" + Tags.ENVIRONMENT,
                        environment,
                        "tag:" + Tags.COMPONENT,
                        component,
                        "instance-state-name",
                        InstanceStateName.RUNNING.toString())
                .entrySet()
                .stream()
                .map(each -> Filter.builder()
                        .name(each.getKey())
                        .values(each.getValue())
                        .build())
                .toList();
    }
}
