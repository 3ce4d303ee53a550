package io.github.qisaws.database;

import io.github.qisaws.aws.ServerSnapshots;
import io.github.qisaws.aws.ServerSnapshots.Snapshot;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Snapshots of the data volumes of a server, waited for.
 *
 * @param say receives a line for each progress
 */
public record VolumeSnapshots(ServerSnapshots account, Pace pace, Clock clock, Consumer<String> say) {

    /**
     * Takes the snapshots, and returns when they are complete.
     *
     * @return their IDs
     * @throws io.github.qisaws.problem.ProblemException if one fails, or is not complete in time
     */
    public List<String> take(String instance, String name) {
        Instant end = clock.instant().plus(pace.longest());
        List<String> ids = account.take(instance, name);
        String before = "";
        while (true) {
            List<Snapshot> found = account.snapshots(ids);
            if (found.stream().allMatch(Snapshot::isComplete)) {
                return ids;
            }
            String now = found.stream()
                    .map(each -> each.id() + " " + each.state() + " " + each.progress())
                    .collect(Collectors.joining(", "));
            if (found.stream().anyMatch(each -> !each.isComplete() && !each.isRunning())) {
                throw problem("the snapshots " + name + " failed", now);
            }
            if (!clock.instant().isBefore(end)) {
                throw problem("the snapshots " + name + " are not complete", now);
            }
            if (!now.equals(before)) {
                say.accept("Waiting: " + now);
                before = now;
            }
            pace.rest();
        }
    }

    private static RuntimeException problem(String what, String now) {
        return new Problem(ExitCode.FAILED, what, now + ".", "Rerun the command, which takes other snapshots.")
                .asException();
    }
}
