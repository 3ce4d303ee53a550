package io.github.qisaws.architecture;

import java.util.Map;
import java.util.TreeMap;

/** The web tier's input about its auto-scaling group, with a rule for each member. */
final class ScalingInput {
    private static final String TYPE = "object({minimum = optional(number, 0), maximum = optional(number, 3), policy ="
            + " optional(string, \"step\"), scale_out_above = optional(number, 80), scale_in_below ="
            + " optional(number, 50), cooldown = optional(number, 60)})";
    private static final Map<String, Object> STANDARD = Map.of(
            "minimum", 0, "maximum", 3, "policy", "step", "scale_out_above", 80, "scale_in_below", 50, "cooldown", 60);
    private static final int MOST_SERVERS = 100;
    private static final int LONGEST_COOLDOWN = 3600;

    static final Input INPUT = thresholds(servers(Input.optional("scaling", TYPE, new TreeMap<>(STANDARD))))
            .describedAs("The auto-scaling group: servers beside the full-time one; policy step (one more or less,"
                    + " then a pause of cooldown seconds) or target-tracking (keeps the group's CPU at"
                    + " scale_out_above, and has no use for scale_in_below); thresholds of the mean CPU over 5 minutes in"
                    + " percent.")
            .build();

    private ScalingInput() {}

    private static Input.Builder servers(Input.Builder input) {
        return whole(whole(input, "minimum", 0, MOST_SERVERS), "maximum", 0, MOST_SERVERS)
                .rule(
                        "var.scaling.minimum <= var.scaling.maximum",
                        "scaling.minimum must not be above scaling.maximum.",
                        Map.of("minimum", 2, "maximum", 1))
                .rule(
                        "contains([\"step\", \"target-tracking\"], var.scaling.policy)",
                        "scaling.policy must be step or target-tracking.",
                        Map.of("policy", "sometimes"));
    }

    private static Input.Builder thresholds(Input.Builder input) {
        whole(whole(input, "scale_out_above", 1, 99), "scale_in_below", 1, 99)
                .rule(
                        "var.scaling.policy != \"step\" || var.scaling.scale_in_below < var.scaling.scale_out_above",
                        "scaling.scale_in_below must be below scaling.scale_out_above with policy step.",
                        Map.of("scale_in_below", 80));
        return whole(input, "cooldown", 0, LONGEST_COOLDOWN);
    }

    private static Input.Builder whole(Input.Builder input, String member, int low, int high) {
        return input.rule(
                "var.scaling.%1$s >= %2$d && var.scaling.%1$s <= %3$d && floor(var.scaling.%1$s) == var.scaling.%1$s"
                        .formatted(member, low, high),
                "scaling.%s must be a whole number between %d and %d.".formatted(member, low, high),
                Map.of(member, high + 0.5));
    }
}
