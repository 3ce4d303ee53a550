package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole fleet at its largest, with all pools overflowing, must stay below what PostgreSQL accepts.
 *
 * <p>Of a process's two pools, QIS lets the management pool overflow by 1 and leaves the cache pool SQLAlchemy's 10.
 * Two auxiliary processes of each server (tasks and statistics) have the same pools. Servers that auto-scaling starts
 * beyond the maximum for a few minutes, while it balances zones, are not counted: all pools are never full then.
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

    /** The first of the figures that the file itself gives. */
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
                + (limit - SUPERUSER_RESERVE) + " (" + SUPERUSER_RESERVE + " are PostgreSQL's own)";
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
