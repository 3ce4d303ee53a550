package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NETWORK_UNUSABLE;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ExistingNetwork;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the subnets of an existing network have the routes that servers and visitors need. */
record RouteQuestion(ExistingNetwork network, boolean publicBalancer) implements Question {
    private static final String KEY = "network.existing.";
    private static final String INTERNET_GATEWAY = "igw-";

    /** None for a network that qis-aws creates. */
    static Stream<Question> of(Environment environment) {
        boolean publicBalancer = environment
                .application()
                .filter(application -> !application.loadBalancer().internal())
                .isPresent();
        return environment.network().existing().stream().map(network -> new RouteQuestion(network, publicBalancer));
    }

    @Override
    public String about() {
        return "routes of the existing network";
    }

    @Override
    public Set<String> actions() {
        return Set.of("ec2:DescribeRouteTables");
    }

    @Override
    public Answer ask(AccountFacts account) {
        Map<String, String> routes = account.defaultRoutes(network.vpc());
        return planned -> Stream.concat(
                        network.privateSubnets().entrySet().stream()
                                .flatMap(subnet -> judgePrivate(subnet, target(routes, subnet.getValue()))),
                        network.publicSubnets().entrySet().stream()
                                .filter(subnet -> publicBalancer)
                                .flatMap(subnet -> judgePublic(subnet, target(routes, subnet.getValue()))))
                .toList();
    }

    private static String target(Map<String, String> routes, String subnet) {
        return routes.getOrDefault(subnet, routes.getOrDefault(AccountFacts.MAIN, ""));
    }

    /** VPC endpoints can replace the route, so that nothing is blocked. */
    private static Stream<Obstacle> judgePrivate(Map.Entry<String, String> subnet, String target) {
        String lacking = target.isEmpty() ? "no default route" : "a default route to an internet gateway only";
        return target.isEmpty() || target.startsWith(INTERNET_GATEWAY)
                ? Stream.of(Obstacle.warns(
                        NETWORK_UNUSABLE,
                        KEY + "private-subnets." + subnet.getKey(),
                        "The subnet " + subnet.getValue() + " has " + lacking
                                + ". Its servers have no public IP address, so they cannot reach AWS's services.",
                        "Add a default route to a NAT gateway or transit gateway, or VPC endpoints for s3, logs,"
                                + " secretsmanager, ssm, and ssmmessages."))
                : Stream.empty();
    }

    private static Stream<Obstacle> judgePublic(Map.Entry<String, String> subnet, String target) {
        return target.startsWith(INTERNET_GATEWAY)
                ? Stream.empty()
                : Stream.of(Obstacle.blocks(
                        NETWORK_UNUSABLE,
                        KEY + "public-subnets." + subnet.getKey(),
                        "The subnet " + subnet.getValue()
                                + " has no default route to an internet gateway, so visitors cannot reach the load"
                                + " balancer.",
                        "Use public subnets, or set load-balancer.internal: true."));
    }
}
