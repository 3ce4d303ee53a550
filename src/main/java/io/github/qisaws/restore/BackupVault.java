package io.github.qisaws.restore;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.aws.RecoveryPoints;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Comparator;
import java.util.List;

/** The backup vault of an environment. */
public final class BackupVault {
    /** The vault of the automatic backups of EFS (EFS User Guide, "Managing automatic backups"). */
    public static final String OF_EFS = "aws/efs/automatic-backup-vault";

    private final AwsAccess access;
    private final String name;

    private BackupVault(AwsAccess access, String name) {
        this.access = access;
        this.name = name;
    }

    /**
     * The vault of an environment.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has no vault, or the credentials are of
     *     another account
     */
    public static BackupVault of(Environment environment, AwsAccess access) {
        if (!isKept(environment)) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no backup vault",
                            "The environment file does not have backup: {enabled: true}.",
                            "For snapshots of volumes and databases, run qis-aws restore with --at.")
                    .asException();
        }
        access.requireAccount(environment.placement().account());
        return new BackupVault(access, name(environment));
    }

    /** Whether an environment has a vault. */
    public static boolean isKept(Environment environment) {
        return environment
                .application()
                .filter(application -> application.operations().backup())
                .isPresent();
    }

    /** The name of an environment's vault. */
    public static String name(Environment environment) {
        return "qis-backup-" + environment.name();
    }

    public String name() {
        return name;
    }

    /** All recovery points, newest first. */
    public List<RecoveryPoint> points() {
        return new RecoveryPoints(access)
                .ofVault(name).stream()
                        .sorted(Comparator.comparing(RecoveryPoint::made)
                                .reversed()
                                .thenComparing(RecoveryPoint::arn))
                        .toList();
    }
}
