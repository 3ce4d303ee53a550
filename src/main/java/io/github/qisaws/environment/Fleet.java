package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/**
 * The figures that determine the number of database connections.
 *
 * @param unit server or task, for messages
 * @param maximum the key of the maximum number of scaled servers or tasks; empty without scaling
 */
record Fleet(String unit, int fullTime, Optional<Key<Integer>> maximum, int scaled, int processes, int pool) {
    static final int MANAGEMENT_OVERFLOW = 1;
    static final int CACHE_OVERFLOW = 10;
    static final int AUXILIARY_PROCESSES = 2;

    /** The fleet at its maximum size; empty if one of the figures is missing or invalid. */
    static Optional<Fleet> of(Values values) {
        Optional<Key<Integer>> maximum = maximum(values);
        Optional<Integer> scaled = maximum.isPresent() ? values.find(maximum.get()) : Optional.of(0);
        Optional<Integer> processes = Derived.processes(values);
        Optional<Integer> pool = values.find(WebKeys.POOL_SIZE);
        if (scaled.isEmpty() || processes.isEmpty() || pool.isEmpty()) {
            return Optional.empty();
        }
        String unit = Derived.is(ArchitectureName.CONTAINERS, values) ? "task" : "server";
        int fullTime = Derived.isManaged(values) || Derived.onFargate(values) ? 0 : 1;
        return Optional.of(new Fleet(unit, fullTime, maximum, scaled.get(), processes.get(), pool.get()));
    }

    private static Optional<Key<Integer>> maximum(Values values) {
        if (Derived.isSingleServer(values) || Derived.onHost(values)) {
            return Optional.empty();
        }
        return Optional.of(Derived.onFargate(values) ? ContainerKeys.MAXIMUM : WebKeys.MAXIMUM);
    }

    /** The key of the instance type or CPU size that determines the number of processes. */
    static Key<?> machine(Values values) {
        if (Derived.is(ArchitectureName.CONTAINERS, values)) {
            return ContainerKeys.CPU;
        }
        return Derived.isSingleServer(values) ? DataKeys.INSTANCE_TYPE : WebKeys.INSTANCE_TYPE;
    }

    int servers() {
        return fullTime + scaled;
    }

    int allProcesses() {
        return processes + AUXILIARY_PROCESSES;
    }

    int perProcess() {
        return pool + MANAGEMENT_OVERFLOW + pool + CACHE_OVERFLOW;
    }

    long connections() {
        return (long) servers() * allProcesses() * perProcess();
    }

    String words() {
        return maximum.map(key -> servers() + " " + unit + "s (" + (fullTime > 0 ? fullTime + " full-time + " : "")
                        + key.path() + " " + scaled + ")")
                .orElse("1 " + unit);
    }
}
