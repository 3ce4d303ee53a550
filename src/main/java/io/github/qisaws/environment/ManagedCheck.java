package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that architecture managed always has a web server, and that RDS and ElastiCache accept the values. */
final class ManagedCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.isManaged(values)) {
            judgeFleet(values, findings);
        }
        judgeStorage(values, findings);
        judgeNodes(values, findings);
        judgeClass(values, findings);
    }

    private static void judgeFleet(Values values, Findings findings) {
        Optional<Integer> minimum = values.find(WebKeys.MINIMUM);
        if (minimum.isPresent() && minimum.get() == 0) {
            String wrong = "0 " + (values.isGiven(WebKeys.MINIMUM) ? "" : "(the default) ")
                    + "leaves no web server: architecture managed has no full-time web server";
            findings.add(
                    WebKeys.MINIMUM,
                    Message.of(wrong, "allowed: 1 or more; with 2, the site survives the" + " failure of a zone"));
        }
    }

    /** Data tiering, which the r6gd family requires, exists only for Valkey and Redis (ElastiCache API, DataTieringEnabled). */
    private static void judgeNodes(Values values, Findings findings) {
        values.find(ManagedKeys.NODE_TYPE)
                .filter(type -> type.startsWith("cache.r6gd."))
                .ifPresent(type -> findings.add(
                        ManagedKeys.NODE_TYPE,
                        Message.of(
                                type
                                        + " has data tiering, which ElastiCache offers for Valkey and Redis, not for Memcached",
                                "use " + type.replace("r6gd", "r6g"))));
    }

    /** PostgreSQL 13 or later does not run on it (RDS User Guide, "DB instance classes"). */
    private static void judgeClass(Values values, Findings findings) {
        values.find(ManagedKeys.INSTANCE_CLASS)
                .filter(type -> type.startsWith("db.t2."))
                .ifPresent(type -> findings.add(
                        ManagedKeys.INSTANCE_CLASS,
                        Message.of(
                                type + " supports only PostgreSQL versions before 13",
                                "use " + type.replace("t2", "t3"))));
    }

    private static void judgeStorage(Values values, Findings findings) {
        Optional<Integer> start = values.find(ManagedKeys.STORAGE);
        Optional<Integer> most = values.find(ManagedKeys.MAXIMUM_STORAGE);
        if (start.isPresent() && most.isPresent() && most.get() * 10L < start.get() * 11L) {
            Key<?> culprit = values.isGiven(ManagedKeys.STORAGE) ? ManagedKeys.STORAGE : ManagedKeys.MAXIMUM_STORAGE;
            String wrong = "maximum-storage " + most.get() + " is less than 10 % above storage " + start.get()
                    + ", which RDS rejects";
            long least = (start.get() * 11L + 9) / 10;
            findings.add(
                    culprit, Message.of(wrong, "allowed: maximum-storage " + least + " or more, or a smaller storage"));
        }
    }
}
