package io.github.qisaws.environment;

import java.util.Optional;

/**
 * What watches and backs up a deployment; each part may be absent.
 *
 * @param operatorEmail gets the scaling notifications and alarms
 */
public record Operations(Optional<String> operatorEmail, Optional<Monitoring> monitoring, Optional<Backup> backup) {
    /**
     * Alarms, dashboard and logs.
     *
     * @param logDays days that the servers' logs are kept; empty where containers keep their own
     */
    public record Monitoring(Optional<Integer> logDays) {}

    /**
     * Daily backups.
     *
     * @param days days that each is kept
     * @param copyTo vault of another region or account; empty means no copies
     */
    public record Backup(int days, String copyTo) {}
}
