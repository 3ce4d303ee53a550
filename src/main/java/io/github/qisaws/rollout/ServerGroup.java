package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.aws.RolloutFacts.Capacity;
import io.github.qisaws.aws.RolloutFacts.Refresh;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Auto Scaling group: its instance refresh, if the apply started one, and its number of servers.
 *
 * @param group name of the group
 * @param logs log groups of its servers
 */
record ServerGroup(String group, List<String> logs) implements Part {
    /** How far the clocks of AWS and of this machine can be apart. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "group " + group;
    }

    @Override
    public Look look(RolloutFacts facts, Instant since) {
        Optional<Refresh> refresh = facts.lastRefresh(group)
                .filter(last -> !last.hasEnded()
                        || last.started() == null
                        || last.started().isAfter(since.minus(CLOCKS)));
        if (refresh.filter(last -> !last.hasEnded()).isPresent()) {
            return Look.running(words(refresh.get()));
        }
        if (refresh.filter(Refresh::hasFailed).isPresent()) {
            return Look.failed(words(refresh.get()));
        }
        Capacity capacity = facts.capacity(group);
        String servers = capacity.inService() + " of " + capacity.desired() + " servers in service";
        return capacity.inService() < capacity.desired() ? Look.running(servers) : Look.done(servers);
    }

    private static String words(Refresh refresh) {
        return "instance refresh " + refresh.status() + ", " + refresh.percent() + " %"
                + (refresh.reason().isEmpty() ? "" : ": " + refresh.reason());
    }

    @Override
    public List<String> reasons(RolloutFacts facts) {
        return Stream.concat(facts.failedActivities(group).stream(), LogLines.of(facts, logs))
                .toList();
    }
}
