package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that the maximum number of web servers, with all connection pools overflowing, stays below max_connections.
 *
 * <p>QIS limits the overflow of a process's management pool to 1; its cache pool has SQLAlchemy's default of 10.
 * Two auxiliary processes of each server (tasks and statistics) have the same pools. Servers that auto scaling starts
 * beyond the maximum for a few minutes, while it balances zones or replaces servers, are not counted, because their
 * pools are not full then.
 */
final class ConnectionsCheck implements ValueCheck {
    private static final int SUPERUSER_RESERVE = 3;

    @Override
    public void judge(Values values, Findings findings) {
        Optional<Fleet> fleet = Fleet.of(values);
        Optional<Integer> limit = values.find(DataKeys.MAX_CONNECTIONS);
        if (fleet.isPresent() && limit.isPresent() && fleet.get().connections() > limit.get() - SUPERUSER_RESERVE) {
            findings.add(
                    culprit(values, fleet.get()),
                    Message.of(arithmetic(fleet.get(), limit.get()), remedies(fleet.get(), limit.get())));
        }
    }

    /** The key to report: the first of the relevant keys that the file sets. */
    private static Key<?> culprit(Values values, Fleet fleet) {
        return Stream.of(
                        Stream.of(WebKeys.POOL_SIZE),
                        fleet.maximum().stream(),
                        Stream.of(WebKeys.PROCESSES, Fleet.machine(values), DataKeys.MAX_CONNECTIONS))
                .<Key<?>>flatMap(keys -> keys)
                .filter(values::isGiven)
                .findFirst()
                .orElse(DataKeys.MAX_CONNECTIONS);
    }

    private static String arithmetic(Fleet fleet, int limit) {
        return "the web servers could open " + fleet.connections() + " database connections: " + fleet.words() + " × "
                + fleet.allProcesses() + " processes (web.processes " + fleet.processes() + " + "
                + Fleet.AUXILIARY_PROCESSES + " auxiliary) × " + fleet.perProcess() + " connections (web.pool-size "
                + fleet.pool() + ": " + fleet.pool() + " + " + Fleet.MANAGEMENT_OVERFLOW + " + " + fleet.pool() + " + "
                + Fleet.CACHE_OVERFLOW + "), but data.max-connections " + limit + " leaves "
                + (limit - SUPERUSER_RESERVE) + " (" + SUPERUSER_RESERVE + " are reserved by PostgreSQL)";
    }

    private static String remedies(Fleet fleet, int limit) {
        int free = limit - SUPERUSER_RESERVE;
        int processesOfFleet = fleet.servers() * fleet.allProcesses();
        int pool = (free / processesOfFleet - Fleet.MANAGEMENT_OVERFLOW - Fleet.CACHE_OVERFLOW) / 2;
        int perServer = fleet.allProcesses() * fleet.perProcess();
        int scaled = free / perServer - fleet.fullTime();
        int processes = free / (fleet.servers() * fleet.perProcess()) - Fleet.AUXILIARY_PROCESSES;
        String maximum = fleet.maximum()
                .filter(key -> scaled >= 0)
                .map(key -> key.path() + " up to " + scaled + ", or ")
                .orElse("");
        return "allowed: "
                + (pool >= 1 ? "web.pool-size up to " + pool + ", or " : "")
                + maximum
                + (processes >= 1 ? "web.processes up to " + processes + ", or " : "")
                + "data.max-connections from " + (fleet.connections() + SUPERUSER_RESERVE);
    }
}
