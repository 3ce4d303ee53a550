package io.github.qisaws.restore;

import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;

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
