package io.github.qisaws.database;

import io.github.qisaws.aws.ServerSnapshots;
import io.github.qisaws.aws.ServerSnapshots.Snapshot;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.rollout.Wait;
import java.time.Clock;
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
        List<String> ids = account.take(instance, name);
        new Wait(pace, clock, say)
                .until(
                        () -> present(ids, name),
                        found -> found.stream().allMatch(Snapshot::isComplete),
                        VolumeSnapshots::words,
                        now -> problem("the snapshots " + name + " are not complete", now));
        return ids;
    }

    private List<Snapshot> present(List<String> ids, String name) {
        List<Snapshot> found = account.snapshots(ids);
        if (found.stream().anyMatch(each -> !each.isComplete() && !each.isRunning())) {
            throw problem("the snapshots " + name + " failed", words(found));
        }
        return found;
    }

    private static String words(List<Snapshot> found) {
        return found.stream()
                .map(each -> each.id() + " " + each.state() + " " + each.progress())
                .collect(Collectors.joining(", "));
    }

    private static RuntimeException problem(String what, String now) {
        return new Problem(ExitCode.FAILED, what, now + ".", "Rerun the command, which takes other snapshots.")
                .asException();
    }
}
