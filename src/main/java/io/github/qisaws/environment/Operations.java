package io.github.qisaws.environment;

import java.util.Optional;

/**
 * What watches and backs up a deployment; each part may be absent.
 *
 * @param operatorEmail gets the scaling notifications and alarms
 * @param monitoring alarms, dashboard and logs
 * @param backup daily backups of all that holds data
 */
public record Operations(Optional<String> operatorEmail, boolean monitoring, boolean backup) {}
