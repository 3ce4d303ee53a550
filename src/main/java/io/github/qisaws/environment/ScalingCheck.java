package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ScalingPolicy;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that the limits of auto scaling are consistent. */
final class ScalingCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        Optional<Integer> minimum = values.find(WebKeys.MINIMUM);
        Optional<Integer> maximum = values.find(WebKeys.MAXIMUM);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
            String wrong =
                    "minimum " + minimum.get() + " is above maximum " + with(maximum.get(), WebKeys.MAXIMUM, values);
            findings.add(WebKeys.MINIMUM, Message.of(wrong, "reduce minimum or increase maximum"));
        }
        Optional<ScalingPolicy> policy = values.find(WebKeys.POLICY);
        if (policy.filter(ScalingPolicy.STEP::equals).isPresent()) {
            judgeSteps(values, findings);
        } else if (policy.isPresent() && values.isGiven(WebKeys.SCALE_IN_BELOW)) {
            String wrong = "has no effect with policy target-tracking, which keeps the CPU near scale-out-above";
            findings.add(WebKeys.SCALE_IN_BELOW, Message.of(wrong, "remove it, or use policy step"));
        }
    }

    private static void judgeSteps(Values values, Findings findings) {
        Optional<Integer> below = values.find(WebKeys.SCALE_IN_BELOW);
        Optional<Integer> above = values.find(WebKeys.SCALE_OUT_ABOVE);
        if (below.isPresent() && above.isPresent() && below.get() >= above.get()) {
            Key<Integer> culprit =
                    values.isGiven(WebKeys.SCALE_IN_BELOW) ? WebKeys.SCALE_IN_BELOW : WebKeys.SCALE_OUT_ABOVE;
            String wrong = "scale-in-below " + with(below.get(), WebKeys.SCALE_IN_BELOW, values)
                    + " is not below scale-out-above " + with(above.get(), WebKeys.SCALE_OUT_ABOVE, values)
                    + ", so servers would be added and removed in a loop";
            findings.add(culprit, Message.of(wrong, "keep about 20 percent between the two values"));
        }
    }

    private static String with(int value, Key<?> key, Values values) {
        return value + (values.isGiven(key) ? "" : " (the default)");
    }
}
