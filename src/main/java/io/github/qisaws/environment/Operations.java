package io.github.qisaws.environment;

import java.util.Optional;

/**
 * What watches and backs up a deployment; each part may be absent.
 *
 * @param operatorEmail gets the scaling notifications and alarms
 * @param backup daily backups of all that holds data
 */
public record Operations(Optional<String> operatorEmail, Optional<Monitoring> monitoring, boolean backup) {
    /**
     * Alarms, dashboard and logs.
     *
     * @param logDays days that the servers' logs are kept; empty where containers keep their own
     */
    public record Monitoring(Optional<Integer> logDays) {}
}
