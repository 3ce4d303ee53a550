package io.github.qisaws.aws;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Resources that AWS still lists with their tags although they have ended. */
record EndedResources(AwsAccess access) {

    /** Those of these resources that have ended. */
    Set<String> of(Collection<String> arnsOrIds) {
        Set<String> ended = Stream.concat(terminated(), deleted()).collect(Collectors.toSet());
        return arnsOrIds.stream()
                .filter(each -> each.contains(":task-definition/") || ended.contains(id(each)))
                .collect(Collectors.toSet());
    }

    private Stream<String> terminated() {
        Filter state = Filter.builder()
                .name("instance-state-name")
                .values("shutting-down", "terminated")
                .build();
        return access
                .ec2(
                        "ec2:DescribeInstances",
                        ec2 -> ec2.describeInstancesPaginator(request -> request.filters(state)).reservations().stream()
                                .flatMap(reservation -> reservation.instances().stream())
                                .map(instance -> instance.instanceId())
                                .toList())
                .stream();
    }

    private Stream<String> deleted() {
        Filter state =
                Filter.builder().name("state").values("deleting", "deleted").build();
        return access
                .ec2(
                        "ec2:DescribeNatGateways",
                        ec2 -> ec2.describeNatGatewaysPaginator(request -> request.filter(state)).natGateways().stream()
                                .map(gateway -> gateway.natGatewayId())
                                .toList())
                .stream();
    }

    private static String id(String arnOrId) {
        return arnOrId.substring(arnOrId.lastIndexOf('/') + 1);
    }
}
