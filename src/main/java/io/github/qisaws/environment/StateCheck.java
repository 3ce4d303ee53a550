package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;

/** State is kept in one place. */
final class StateCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (values.isGiven(StateKeys.BUCKET) && values.isGiven(StateKeys.CLOUD)) {
            String wrong = "bucket and cloud exclude each other";
            findings.add(StateKeys.BUCKET, Message.of(wrong, "keep the one where the state shall be"));
        }
    }
}
