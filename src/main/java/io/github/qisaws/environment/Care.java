package io.github.qisaws.environment;

import java.util.Optional;

/** What watches and backs up an environment; each part may be absent. */
public record Care(Optional<Monitoring> monitoring, Optional<Backup> backup) {
    static final Care NONE = new Care(Optional.empty(), Optional.empty());

    /**
     * Alarms, dashboard and logs.
     *
     * @param logDays days that the servers' logs are kept
     */
    public record Monitoring(int logDays) {}

    /**
     * Daily backups.
     *
     * @param days days that each is kept
     * @param copyTo vault of another region or account; empty means no copies
     */
    public record Backup(int days, String copyTo) {}
}
