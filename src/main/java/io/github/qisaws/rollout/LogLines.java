package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/** The last lines that servers shipped to CloudWatch Logs. */
final class LogLines {
    private LogLines() {}

    /** The last lines of each log group, below its name; without the groups that cannot be read. */
    static Stream<String> of(RolloutFacts facts, List<String> groups) {
        return groups.stream().flatMap(group -> {
            List<String> lines = lines(facts, group);
            return lines.isEmpty()
                    ? Stream.empty()
                    : Stream.concat(
                            Stream.of("Last lines of log group " + group + ":"),
                            lines.stream().map(line -> "  " + line.strip()));
        });
    }

    /** A reason that cannot be read must not hide the failure that it explains. */
    private static List<String> lines(RolloutFacts facts, String group) {
        try {
            return facts.lastLines(group);
        } catch (ProblemException e) {
            return List.of();
        }
    }
}
