package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NOT_OFFERED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the account can use the region and the zones. */
record ZoneQuestion(Environment environment) implements Question {
    static final Set<String> ACTIONS = Set.of("ec2:DescribeAvailabilityZones", "ec2:DescribeRegions");

    @Override
    public String about() {
        return "region and zones";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        try {
            Set<String> zones = account.zones();
            return planned -> planned.makes("aws_subnet", "aws_instance") ? judge(zones) : List.of();
        } catch (ProblemException e) {
            // A region that is not enabled rejects all credentials; another region knows why.
            List<Obstacle> obstacles = judge(account.regionStatus());
            if (obstacles.isEmpty()) {
                throw e;
            }
            return planned -> obstacles;
        }
    }

    private List<Obstacle> judge(Set<String> zones) {
        List<Obstacle> obstacles = new ArrayList<>();
        List<String> wanted = environment.network().zones();
        for (int i = 0; i < wanted.size(); i++) {
            String zone = environment.placement().region() + wanted.get(i);
            if (!zones.contains(zone)) {
                obstacles.add(Obstacle.blocks(
                        NOT_OFFERED,
                        "network.zones[" + i + "]",
                        "This account has no Availability Zone " + zone + ".",
                        "Use zones that the account has: " + String.join(", ", zones) + "."));
            }
        }
        return obstacles;
    }

    private List<Obstacle> judge(Optional<String> status) {
        String region = environment.placement().region();
        if (status.isEmpty()) {
            return List.of(Obstacle.blocks(
                    NOT_OFFERED,
                    "region",
                    "AWS has no region " + region + ".",
                    "Set region to an AWS region, such as eu-west-1."));
        }
        if (status.get().equals("not-opted-in")) {
            return List.of(Obstacle.blocks(
                    NOT_OFFERED,
                    "region",
                    "The region " + region + " is not enabled for this account.",
                    "Run aws account enable-region --region-name " + region + ", wait some minutes, then plan again."));
        }
        return List.of();
    }
}
