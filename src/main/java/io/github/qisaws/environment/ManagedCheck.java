package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Keys of a server that an architecture does not have are refused, and some web server must always run. */
final class ManagedCheck implements ValueCheck {
    private static final List<Key<?>> OF_FULL_TIME_SERVERS = List.of(
            WebKeys.SELF_HEALING,
            DataKeys.INSTANCE_TYPE,
            DataKeys.ZONE,
            DataKeys.DATABASE_VOLUME,
            DataKeys.IMAGES_VOLUME,
            DataKeys.SNAPSHOT_DAYS,
            DataKeys.DATABASE_SNAPSHOT,
            DataKeys.IMAGES_SNAPSHOT);

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.onFargate(values)) {
            judgeStorage(values, findings);
        } else if (Derived.isManaged(values)) {
            refuse(
                    OF_FULL_TIME_SERVERS,
                    "has no effect with architecture managed, which has no full-time server",
                    "remove it",
                    values,
                    findings);
            judgeFleet(values, findings);
            judgeStorage(values, findings);
        } else if (values.find(Keys.ARCHITECTURE).isPresent()) {
            refuse(
                    ManagedKeys.ALL,
                    "has an effect only with architecture managed, and with containers on fargate",
                    "remove it, or use architecture managed",
                    values,
                    findings);
        }
    }

    private static void refuse(List<Key<?>> keys, String wrong, String fix, Values values, Findings findings) {
        keys.stream().filter(values::isGiven).forEach(key -> findings.add(key, Message.of(wrong, fix)));
    }

    private static void judgeFleet(Values values, Findings findings) {
        Optional<Integer> minimum = values.find(WebKeys.MINIMUM);
        if (minimum.isPresent() && minimum.get() == 0) {
            String wrong = "0 " + (values.isGiven(WebKeys.MINIMUM) ? "" : "(the default) ")
                    + "leaves no web server: architecture managed has no full-time one";
            findings.add(WebKeys.MINIMUM, Message.of(wrong, "allowed: 1 or more; 2 survive the loss of a zone"));
        }
    }

    private static void judgeStorage(Values values, Findings findings) {
        Optional<Integer> start = values.find(ManagedKeys.STORAGE);
        Optional<Integer> most = values.find(ManagedKeys.MAXIMUM_STORAGE);
        if (start.isPresent() && most.isPresent() && most.get() < start.get()) {
            Key<?> culprit = values.isGiven(ManagedKeys.STORAGE) ? ManagedKeys.STORAGE : ManagedKeys.MAXIMUM_STORAGE;
            String wrong = "storage " + start.get() + " is above maximum-storage " + most.get();
            findings.add(culprit, Message.of(wrong, "lower the one or raise the other"));
        }
    }
}
