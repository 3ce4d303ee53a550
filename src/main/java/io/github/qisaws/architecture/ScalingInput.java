package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The web tier's input for its Auto Scaling group, with a member and a rule for each key of web.scaling. */
final class ScalingInput {
    private static final String SECTION = "web.scaling";
    private static final List<String> MEMBERS =
            List.of("minimum", "maximum", "policy", "scale_out_above", "scale_in_below", "cooldown", "request_target");

    static final Input INPUT = thresholds(servers(start()))
            .decidedBy(SECTION)
            .describedAs("The Auto Scaling group: minimum and maximum number of servers, in addition to the full-time"
                    + " web server. policy step adds a server if the average CPU of all web servers is above scale_out_above in 3"
                    + " of 5 minutes, and removes one if it is below scale_in_below in 9 of 10 minutes; policy"
                    + " target-tracking keeps the group's CPU near scale_out_above and ignores scale_in_below; policy"
                    + " request-count keeps the requests per minute of each target near request_target. cooldown"
                    + " is the warm-up of a new server in seconds, during which no further one is added for the same"
                    + " load.")
            .build();

    private ScalingInput() {}

    private static Input.Builder start() {
        SortedMap<String, Object> standard = new TreeMap<>();
        MEMBERS.forEach(
                member -> standard.put(member, key(member).fixedDefault().orElseThrow()));
        String members = MEMBERS.stream()
                .map(member -> member + " = optional(" + typeAndDefault(standard.get(member)) + ")")
                .collect(Collectors.joining(", "));
        return Input.optional("scaling", "object({" + members + "})", standard);
    }

    private static String typeAndDefault(Object standard) {
        return standard instanceof String word ? "string, \"" + word + "\"" : "number, " + standard;
    }

    private static Input.Builder servers(Input.Builder input) {
        List<String> policies = CommonInputs.words(SECTION + ".policy");
        return whole(whole(input, "minimum"), "maximum")
                .rule(
                        "var.scaling.minimum <= var.scaling.maximum",
                        "scaling.minimum must not be above scaling.maximum.",
                        Map.of("minimum", 2, "maximum", 1))
                .rule(
                        "contains([\"" + String.join("\", \"", policies) + "\"], var.scaling.policy)",
                        "scaling.policy must be " + String.join(" or ", policies) + ".",
                        Map.of("policy", "sometimes"));
    }

    private static Input.Builder thresholds(Input.Builder input) {
        whole(whole(input, "scale_out_above"), "scale_in_below")
                .rule(
                        "var.scaling.policy != \"step\" || var.scaling.scale_in_below < var.scaling.scale_out_above",
                        "scaling.scale_in_below must be below scaling.scale_out_above with policy step.",
                        Map.of("scale_in_below", 80));
        return whole(whole(input, "cooldown"), "request_target")
                .rule(
                        "var.scaling.policy != \"request-count\" || var.scaling.minimum >= 1",
                        "scaling.policy request-count requires a scaling.minimum of at least 1, because it cannot start"
                                + " the first server.",
                        Map.of("policy", "request-count"))
                .rule(
                        "var.scaling.policy != \"request-count\" || var.load_balancer_arn != \"\"",
                        "scaling.policy request-count requires load_balancer_arn.",
                        Map.of("policy", "request-count", "minimum", 1));
    }

    private static Input.Builder whole(Input.Builder input, String member) {
        IntegerType number = (IntegerType) key(member).type();
        int low = number.minimum();
        int high = number.maximum();
        return input.rule(
                "var.scaling.%1$s >= %2$d && var.scaling.%1$s <= %3$d && floor(var.scaling.%1$s) == var.scaling.%1$s"
                        .formatted(member, low, high),
                "scaling.%s must be a whole number between %d and %d.".formatted(member, low, high),
                Map.of(member, high + 0.5));
    }

    private static Key<?> key(String member) {
        return EnvironmentSchema.key(SECTION + "." + member.replace('_', '-'));
    }
}
