package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NOT_OFFERED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the region has each service that gets a VPC endpoint, in all zones of the network. */
record EndpointQuestion(Environment environment) implements Question {
    static final Set<String> ACTIONS = Set.of("ec2:DescribeVpcEndpointServices");
    private static final String KEY = "network.endpoints";

    @Override
    public String about() {
        return "services with VPC endpoints";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Map<String, Set<String>> services = account.endpointServices();
        return planned -> planned.made("aws_vpc_endpoint")
                .flatMap(each -> judge(each, services))
                .toList();
    }

    private Stream<Obstacle> judge(Change endpoint, Map<String, Set<String>> services) {
        if (!endpoint.after("service_name").isKnown()) {
            return Stream.empty();
        }
        String service = endpoint.after("service_name").raw();
        String name = service.replaceAll("^com\\.amazonaws\\.[^.]+\\.", "");
        Set<String> zones = services.get(service);
        if (zones == null) {
            return Stream.of(Obstacle.blocks(
                            NOT_OFFERED,
                            KEY,
                            environment.placement().region() + " has no VPC endpoint service " + service + ".",
                            "Remove " + name + " from network.endpoints.")
                    .at(endpoint.address().text()));
        }
        List<String> missing = environment.network().zones().stream()
                .map(letter -> environment.placement().region() + letter)
                .filter(zone -> !zones.contains(zone))
                .toList();
        boolean gateway = !endpoint.after("vpc_endpoint_type").is("Interface");
        return gateway || missing.isEmpty()
                ? Stream.empty()
                : Stream.of(Obstacle.blocks(
                                NOT_OFFERED,
                                KEY,
                                "The VPC endpoint service " + service + " is not in " + String.join(", ", missing)
                                        + ".",
                                "Use zones that have it (" + String.join(", ", zones) + "), or remove " + name
                                        + " from network.endpoints.")
                        .at(endpoint.address().text()));
    }
}
