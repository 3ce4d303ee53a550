package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;

/** Rejects a file with two locations for the state. */
final class StateCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (values.isGiven(StateKeys.BUCKET) && values.isGiven(StateKeys.CLOUD)) {
            String wrong = "bucket and cloud cannot both be given";
            findings.add(StateKeys.BUCKET, Message.of(wrong, "keep the one that holds the state"));
        }
    }
}
