package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.Set;

/** Checks that architecture managed always has a web server, and that RDS and ElastiCache accept the values. */
final class ManagedCheck implements ValueCheck {
    private static final Set<String> OLD_NODES = Set.of("t1", "m1", "m2", "m3", "c1", "r3");
    private static final Set<String> OLD_CLASSES = Set.of("t1", "t2", "m1", "m2", "m3", "m4", "r3", "r4");

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

    /**
     * Data tiering, which the r6gd family requires, exists only for Valkey and Redis (ElastiCache API, DataTieringEnabled);
     * of the previous generation, ElastiCache creates no cluster (ElastiCache API, CacheNodeType).
     */
    private static void judgeNodes(Values values, Findings findings) {
        values.find(ManagedKeys.NODE_TYPE).ifPresent(type -> {
            String family = family(type);
            if (family.equals("r6gd")) {
                findings.add(
                        ManagedKeys.NODE_TYPE,
                        Message.of(
                                type
                                        + " has data tiering, which ElastiCache offers for Valkey and Redis, not for Memcached",
                                "use " + type.replace("r6gd", "r6g")));
            } else if (OLD_NODES.contains(family)) {
                findings.add(
                        ManagedKeys.NODE_TYPE,
                        Message.of(
                                type
                                        + " is a node type of a previous generation, which ElastiCache does not create any more",
                                "use a current type such as cache.t4g.medium or cache.m7g.large"));
            }
        });
    }

    /**
     * PostgreSQL 13 or later runs on none of them: "Lower than PostgreSQL 13" in the table of supported engines of the RDS
     * User Guide, "DB instance classes", which does not list m1, m2, and t1 any more.
     */
    private static void judgeClass(Values values, Findings findings) {
        values.find(ManagedKeys.INSTANCE_CLASS)
                .filter(type -> OLD_CLASSES.contains(family(type)))
                .ifPresent(type -> findings.add(
                        ManagedKeys.INSTANCE_CLASS,
                        Message.of(
                                type + " supports only PostgreSQL versions before 13",
                                type.startsWith("db.t2.")
                                        ? "use " + type.replace("t2", "t3")
                                        : "use a current class such as db.t4g.medium or db.m7g.large")));
    }

    /** The part between the two dots. */
    private static String family(String type) {
        return type.substring(type.indexOf('.') + 1, type.lastIndexOf('.'));
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
