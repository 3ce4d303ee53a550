package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NOT_OFFERED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether AWS offers each instance type in the zones of its servers. The zones differ between accounts. */
record InstanceTypeQuestion(Environment environment) implements Question {
    static final Set<String> ACTIONS = Set.of("ec2:DescribeInstanceTypeOfferings");

    @Override
    public String about() {
        return "instance types in the zones";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        List<Servers> servers = Servers.of(environment);
        Map<String, Set<String>> offers =
                account.offerings(environment.topology().instanceTypes());
        return planned -> {
            // What blocks a single server need not be told again of the fleet.
            Map<String, Obstacle> obstacles = new LinkedHashMap<>();
            servers.stream().filter(each -> isMade(each, planned)).forEach(each -> judge(
                            each, offers.getOrDefault(each.instanceType(), Set.of()))
                    .forEach(obstacle -> obstacles.putIfAbsent(obstacle.key() + each.key(), obstacle)));
            return List.copyOf(obstacles.values());
        };
    }

    private static boolean isMade(Servers servers, Planned planned) {
        return planned.plan().isEmpty()
                || planned.made(servers.resources().toArray(String[]::new))
                        .map(change -> change.after("instance_type"))
                        .anyMatch(type -> !type.isKnown() || type.is(servers.instanceType()));
    }

    private Stream<Obstacle> judge(Servers servers, Set<String> offered) {
        String type = servers.instanceType();
        if (offered.isEmpty()) {
            return Stream.of(Obstacle.blocks(
                    NOT_OFFERED,
                    servers.key(),
                    "AWS does not offer " + type + " in "
                            + environment.placement().region() + ".",
                    "Use another instance type, or another region."));
        }
        boolean some = servers.zones().stream().anyMatch(offered::contains);
        List<Obstacle> obstacles = new ArrayList<>();
        for (int i = 0; i < servers.zones().size(); i++) {
            if (!offered.contains(servers.zones().get(i))) {
                String why = servers.zones().get(i) + " does not offer " + type + " (" + servers.key() + ").";
                String fix = "Use zones that offer it: " + String.join(", ", offered) + "; or another type.";
                obstacles.add(
                        servers.all() || !some
                                ? Obstacle.blocks(
                                        NOT_OFFERED, servers.zoneKeys().get(i), why, fix)
                                : Obstacle.warns(
                                        NOT_OFFERED,
                                        servers.zoneKeys().get(i),
                                        why + " Web servers are launched in the other zones only.",
                                        fix));
            }
        }
        return obstacles.stream();
    }
}
