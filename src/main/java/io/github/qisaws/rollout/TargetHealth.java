package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.aws.RolloutFacts.Target;
import java.time.Instant;
import java.util.List;

/** The targets of the load balancer, all of which must pass its health check. */
record TargetHealth(String group, String arn) implements Part {

    @Override
    public String name() {
        return "target group " + group;
    }

    @Override
    public Look look(RolloutFacts facts, Instant since) {
        List<Target> targets = counted(facts);
        long healthy = targets.stream().filter(Target::isHealthy).count();
        String words = healthy + " of " + targets.size() + " targets healthy";
        return healthy == targets.size() && healthy > 0 ? Look.done(words) : Look.running(words);
    }

    @Override
    public List<String> reasons(RolloutFacts facts) {
        return counted(facts).stream()
                .filter(target -> !target.isHealthy())
                .map(target -> target.id() + " is " + target.state()
                        + (target.reason().isEmpty() ? "" : ": " + target.reason()))
                .toList();
    }

    private List<Target> counted(RolloutFacts facts) {
        return facts.targets(arn).stream().filter(Target::counts).toList();
    }
}
