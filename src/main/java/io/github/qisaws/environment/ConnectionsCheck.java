package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/**
 * The whole fleet at its largest, with all pools overflowing, must stay below what PostgreSQL accepts.
 *
 * <p>Of a process's two pools, QIS lets the management pool overflow by 1 and leaves the cache pool SQLAlchemy's 10.
 * Two auxiliary processes of each server (tasks and statistics) have the same pools. Servers that auto-scaling starts
 * beyond the maximum for a few minutes, while it balances zones, are not counted: all pools are never full then.
 */
final class ConnectionsCheck implements Check {
    private static final int MANAGEMENT_OVERFLOW = 1;
    private static final int CACHE_OVERFLOW = 10;
    private static final int AUXILIARY_PROCESSES = 2;
    private static final int SUPERUSER_RESERVE = 3;

    /** What the number of connections depends on. */
    private record Fleet(int fullTime, int scaled, int processes, int pool) {
        int servers() {
            return fullTime + scaled;
        }

        int perProcess() {
            return pool + MANAGEMENT_OVERFLOW + pool + CACHE_OVERFLOW;
        }

        long connections() {
            return (long) servers() * (processes + AUXILIARY_PROCESSES) * perProcess();
        }
    }

    @Override
    public void judge(Values values, Findings findings) {
        Optional<Integer> scaled = values.find(WebKeys.MAXIMUM);
        Optional<Integer> processes = Derived.processes(values);
        Optional<Integer> pool = values.find(WebKeys.POOL_SIZE);
        Optional<Integer> limit = values.find(DataKeys.MAX_CONNECTIONS);
        if (scaled.isPresent() && processes.isPresent() && pool.isPresent() && limit.isPresent()) {
            Fleet fleet = new Fleet(Derived.isManaged(values) ? 0 : 1, scaled.get(), processes.get(), pool.get());
            if (fleet.connections() > limit.get() - SUPERUSER_RESERVE) {
                findings.add(culprit(values), Message.of(arithmetic(fleet, limit.get()), remedies(fleet, limit.get())));
            }
        }
    }

    /** The first of the figures that the file itself gives. */
    private static Key<?> culprit(Values values) {
        return List.<Key<?>>of(
                        WebKeys.POOL_SIZE,
                        WebKeys.MAXIMUM,
                        WebKeys.PROCESSES,
                        WebKeys.INSTANCE_TYPE,
                        DataKeys.MAX_CONNECTIONS)
                .stream()
                .filter(values::isGiven)
                .findFirst()
                .orElse(DataKeys.MAX_CONNECTIONS);
    }

    private static String arithmetic(Fleet fleet, int limit) {
        return "the web servers could open " + fleet.connections() + " database connections: " + fleet.servers()
                + " servers (" + (fleet.fullTime() > 0 ? fleet.fullTime() + " full-time + " : "")
                + "web.scaling.maximum " + fleet.scaled() + ") × "
                + (fleet.processes() + AUXILIARY_PROCESSES) + " processes (web.processes " + fleet.processes() + " + "
                + AUXILIARY_PROCESSES + " auxiliary) × " + fleet.perProcess() + " connections (web.pool-size "
                + fleet.pool() + ": " + fleet.pool() + " + " + MANAGEMENT_OVERFLOW + " + " + fleet.pool() + " + "
                + CACHE_OVERFLOW + "), but data.max-connections " + limit + " leaves " + (limit - SUPERUSER_RESERVE)
                + " (" + SUPERUSER_RESERVE + " are PostgreSQL's own)";
    }

    private static String remedies(Fleet fleet, int limit) {
        int free = limit - SUPERUSER_RESERVE;
        int processesOfFleet = fleet.servers() * (fleet.processes() + AUXILIARY_PROCESSES);
        int pool = (free / processesOfFleet - MANAGEMENT_OVERFLOW - CACHE_OVERFLOW) / 2;
        int perServer = (fleet.processes() + AUXILIARY_PROCESSES) * fleet.perProcess();
        int scaled = free / perServer - fleet.fullTime();
        int processes = free / (fleet.servers() * fleet.perProcess()) - AUXILIARY_PROCESSES;
        return "allowed: "
                + (pool >= 1 ? "web.pool-size up to " + pool + ", or " : "")
                + (scaled >= 0 ? "web.scaling.maximum up to " + scaled + ", or " : "")
                + (processes >= 1 ? "web.processes up to " + processes + ", or " : "")
                + "data.max-connections from " + (fleet.connections() + SUPERUSER_RESERVE);
    }
}
