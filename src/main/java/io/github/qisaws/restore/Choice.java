package io.github.qisaws.restore;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Selects the recovery points to restore. */
public final class Choice {
    private Choice() {}

    /**
     * The recovery point with this ARN.
     *
     * @throws io.github.qisaws.problem.ProblemException if it does not exist or is incomplete
     */
    public static RecoveryPoint named(List<RecoveryPoint> points, String arn) {
        return points.stream()
                .filter(point -> point.complete() && point.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> none("no complete recovery point " + arn));
    }

    /**
     * The newest recovery point of each resource at or before a time.
     *
     * @param points recovery points, newest first
     * @throws io.github.qisaws.problem.ProblemException if there is no such recovery point
     */
    public static List<RecoveryPoint> at(List<RecoveryPoint> points, Instant moment) {
        Map<String, RecoveryPoint> newest = new LinkedHashMap<>();
        points.stream()
                .filter(point -> point.complete() && !point.made().isAfter(moment))
                .forEach(point -> newest.putIfAbsent(point.resource(), point));
        if (newest.isEmpty()) {
            throw none("no complete recovery point at or before " + moment);
        }
        return List.copyOf(newest.values());
    }

    private static RuntimeException none(String what) {
        return new Problem(
                        ExitCode.USAGE,
                        what,
                        "Recovery points are deleted after their retention period. An incomplete recovery point"
                                + " cannot be restored.",
                        "Run qis-aws restore for the environment, without other options, to list the existing"
                                + " recovery points.")
                .asException();
    }
}
