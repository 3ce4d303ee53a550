package io.github.qisaws.restore;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which of a vault's recovery points to go back to. */
public final class Choice {
    private Choice() {}

    /**
     * The one with this ARN.
     *
     * @throws io.github.qisaws.problem.ProblemException if there is none, or it is not complete
     */
    public static RecoveryPoint named(List<RecoveryPoint> points, String arn) {
        return points.stream()
                .filter(point -> point.complete() && point.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> none("the vault has no complete recovery point " + arn));
    }

    /**
     * Of each resource the newest that is not younger than a moment.
     *
     * @param points the newest first
     * @throws io.github.qisaws.problem.ProblemException if there is none at all
     */
    public static List<RecoveryPoint> at(List<RecoveryPoint> points, Instant moment) {
        Map<String, RecoveryPoint> newest = new LinkedHashMap<>();
        points.stream()
                .filter(point -> point.complete() && !point.made().isAfter(moment))
                .forEach(point -> newest.putIfAbsent(point.resource(), point));
        if (newest.isEmpty()) {
            throw none("the vault has no complete recovery point from " + moment + " or before");
        }
        return List.copyOf(newest.values());
    }

    private static RuntimeException none(String what) {
        return new Problem(
                        ExitCode.USAGE,
                        what,
                        "Backups end after their days, and one in the making cannot be used.",
                        "see qis-aws restore ENV for those that there are.")
                .asException();
    }
}
