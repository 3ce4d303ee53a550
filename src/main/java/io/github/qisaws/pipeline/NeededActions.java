package io.github.qisaws.pipeline;

import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The IAM actions that a rehearsal needs, compared with the policy of a deployer. */
final class NeededActions {
    private final Emulator emulator;
    private final Map<String, Integer> before;

    private NeededActions(Emulator emulator) {
        this.emulator = emulator;
        this.before = emulator.actions();
    }

    /** Counts from now on; what prepares the account needs other permissions. */
    static NeededActions from(Emulator emulator) {
        return new NeededActions(emulator);
    }

    /**
     * The numbers of calls and actions, and what the policies lack.
     *
     * @param environments the environment as it was, and as it became
     * @param modules the folder of the project's modules
     */
    String compared(List<Environment> environments, Path modules) {
        Set<String> granted = environments.stream()
                .map(environment -> DeployerPolicy.of(environment, modules, Purpose.APPLY))
                .flatMap(policy -> policy.granted().stream())
                .collect(Collectors.toSet());
        SortedMap<String, Integer> calls = since();
        List<String> lacking = calls.keySet().stream()
                .filter(action -> !granted.contains(action))
                .toList();
        int total = calls.values().stream().mapToInt(Integer::intValue).sum();
        String numbers = total + " calls need " + calls.size() + " actions";
        return lacking.isEmpty()
                ? numbers + ", all in the policy of qis-aws permissions"
                : numbers + ", not in the policy of qis-aws permissions: " + String.join(", ", lacking);
    }

    private SortedMap<String, Integer> since() {
        SortedMap<String, Integer> since = new TreeMap<>();
        emulator.actions().forEach((action, count) -> {
            int more = count - before.getOrDefault(action, 0);
            if (more > 0) {
                since.put(action, more);
            }
        });
        return since;
    }
}
