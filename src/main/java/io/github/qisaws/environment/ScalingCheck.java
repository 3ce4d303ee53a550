package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ScalingPolicy;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that the limits of auto scaling are consistent. */
final class ScalingCheck implements ValueCheck {
    private static final String CPU_TRACKED = "policy target-tracking, which keeps the CPU near scale-out-above";
    private static final String REQUESTS_TRACKED = "policy request-count, which keeps the requests near request-target";

    @Override
    public void judge(Values values, Findings findings) {
        Optional<Integer> minimum = values.find(WebKeys.MINIMUM);
        Optional<Integer> maximum = values.find(WebKeys.MAXIMUM);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
            String wrong =
                    "minimum " + minimum.get() + " is above maximum " + with(maximum.get(), WebKeys.MAXIMUM, values);
            findings.add(WebKeys.MINIMUM, Message.of(wrong, "reduce minimum or increase maximum"));
        }
        values.find(WebKeys.POLICY).ifPresent(policy -> {
            switch (policy) {
                case STEP -> judgeSteps(values, findings);
                case TARGET_TRACKING -> unused(WebKeys.SCALE_IN_BELOW, CPU_TRACKED, "step", values, findings);
                case REQUEST_COUNT -> judgeRequests(values, findings);
            }
            if (policy != ScalingPolicy.REQUEST_COUNT) {
                String scales = "policy " + WebKeys.POLICY.type().toJson(policy) + ", which scales by CPU";
                unused(WebKeys.REQUEST_TARGET, scales, "request-count", values, findings);
            }
        });
    }

    private static void judgeRequests(Values values, Findings findings) {
        unused(WebKeys.SCALE_IN_BELOW, REQUESTS_TRACKED, "step", values, findings);
        unused(WebKeys.SCALE_OUT_ABOVE, REQUESTS_TRACKED, "target-tracking", values, findings);
        Optional<Integer> minimum = values.find(WebKeys.MINIMUM);
        // With architecture managed, another check rejects 0.
        if (minimum.isPresent() && minimum.get() == 0 && !Derived.isManaged(values)) {
            String wrong = "minimum " + with(0, WebKeys.MINIMUM, values)
                    + " does not work with policy request-count, which multiplies the number of servers and so cannot"
                    + " start the first one";
            findings.add(WebKeys.MINIMUM, Message.of(wrong, "allowed: 1 or more, or another policy"));
        }
    }

    private static void unused(Key<?> key, String with, String policy, Values values, Findings findings) {
        if (values.isGiven(key)) {
            findings.add(key, Message.of("has no effect with " + with, "remove it, or use policy " + policy));
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
