package io.github.qisaws.environment;

import java.util.Optional;

/**
 * Monitoring, notifications, backups, and the move of a deployment; each part is optional.
 *
 * @param operatorEmail gets the scaling notifications and alarms
 * @param monitoring alarms, dashboard and logs
 * @param canary a health check of the site from outside, with an alarm
 * @param backup daily backups of all that holds data
 * @param restoreTest how often AWS Backup restores a backup as a test
 * @param migration the staging bucket of a move
 */
public record Operations(
        Optional<String> operatorEmail,
        boolean monitoring,
        boolean canary,
        boolean backup,
        RestoreTest restoreTest,
        boolean migration) {

    /** How often AWS Backup restores a backup as a test. */
    public enum RestoreTest {
        NONE,
        WEEKLY,
        MONTHLY
    }

    /** Whether backups are restored as a test. */
    public boolean testsRestores() {
        return backup && restoreTest != RestoreTest.NONE;
    }
}
