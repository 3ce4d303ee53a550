package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that architecture managed always has a web server, and that the initial storage is within its limit. */
final class ManagedCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.isManaged(values)) {
            judgeFleet(values, findings);
        }
        judgeStorage(values, findings);
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

    private static void judgeStorage(Values values, Findings findings) {
        Optional<Integer> start = values.find(ManagedKeys.STORAGE);
        Optional<Integer> most = values.find(ManagedKeys.MAXIMUM_STORAGE);
        if (start.isPresent() && most.isPresent() && most.get() < start.get()) {
            Key<?> culprit = values.isGiven(ManagedKeys.STORAGE) ? ManagedKeys.STORAGE : ManagedKeys.MAXIMUM_STORAGE;
            String wrong = "storage " + start.get() + " is above maximum-storage " + most.get();
            findings.add(culprit, Message.of(wrong, "reduce storage or increase maximum-storage"));
        }
    }
}
