package io.github.qisaws.aws;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Routes of a VPC. */
record AwsRoutes(AwsAccess access) {
    private static final String ANYWHERE = "0.0.0.0/0";

    /** The target of the default route by subnet, or by {@link AccountFacts#MAIN}. */
    Map<String, String> defaults(String vpc) {
        Filter ofVpc = Filter.builder().name("vpc-id").values(vpc).build();
        return access.ec2("ec2:DescribeRouteTables", ec2 -> {
            Map<String, String> targets = new TreeMap<>();
            ec2.describeRouteTablesPaginator(request -> request.filters(ofVpc))
                    .routeTables()
                    .forEach(table -> add(table, targets));
            return targets;
        });
    }

    private static void add(RouteTable table, Map<String, String> targets) {
        String target = table.routes().stream()
                .filter(route -> ANYWHERE.equals(route.destinationCidrBlock()) && route.state() != RouteState.BLACKHOLE)
                .flatMap(route -> target(route).stream())
                .findFirst()
                .orElse("");
        table.associations()
                .forEach(association ->
                        targets.put(Optional.ofNullable(association.subnetId()).orElse(AccountFacts.MAIN), target));
    }

    private static Optional<String> target(Route route) {
        return Stream.of(
                        route.gatewayId(),
                        route.natGatewayId(),
                        route.transitGatewayId(),
                        route.networkInterfaceId(),
                        route.vpcPeeringConnectionId())
                .filter(id -> id != null)
                .findFirst();
    }
}
