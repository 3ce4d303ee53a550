package io.github.qisaws.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An alarm as a generated module has it.
 *
 * @param expression metric math, or the ID of the only metric
 */
record ModuleAlarm(String expression, AlarmRule rule) {
    /** The ID of the metric of an alarm without an expression. */
    static final String ONLY = "m";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The alarms of a module by their names in it; with these values in place of the defaults of its variables. */
    static SortedMap<String, ModuleAlarm> of(String module, Map<String, Object> given) {
        Path folder = Path.of("modules", module);
        JsonNode main = read(folder.resolve("main.tf.json"));
        TerraformValues values = new TerraformValues(
                main.path("locals"), read(folder.resolve("variables.tf.json")).path("variable"), given);
        SortedMap<String, ModuleAlarm> alarms = new TreeMap<>();
        main.at("/resource/aws_cloudwatch_metric_alarm")
                .properties()
                .forEach(alarm -> alarms.put(alarm.getKey(), alarm(alarm.getValue(), values)));
        return alarms;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleAlarm alarm(JsonNode alarm, TerraformValues values) {
        double threshold = (Double) values.of(alarm.path("threshold"));
        boolean above = alarm.path("comparison_operator").asText().startsWith("GreaterThan");
        boolean itself = alarm.path("comparison_operator").asText().contains("OrEqual");
        AlarmRule rule = new AlarmRule(
                value -> (itself && value == threshold) || (above ? value > threshold : value < threshold),
                alarm.path("datapoints_to_alarm").asInt(),
                alarm.path("evaluation_periods").asInt(),
                alarm.path("treat_missing_data").asText());
        return new ModuleAlarm(expression(alarm, values), rule);
    }

    /** The returned expression, in which each other expression stands in place of its ID. */
    private static String expression(JsonNode alarm, TerraformValues values) {
        List<JsonNode> expressions = StreamSupport.stream(
                        alarm.path("metric_query").spliterator(), false)
                .filter(query -> query.has("expression"))
                .toList();
        String returned = expressions.stream()
                .filter(query -> query.path("return_data").asBoolean())
                .map(query -> values.of(query.path("expression")).toString())
                .findFirst()
                .orElse(ONLY);
        for (JsonNode query : expressions) {
            returned = returned.replaceAll(
                    "\\b" + query.path("id").asText() + "\\b", "(" + values.of(query.path("expression")) + ")");
        }
        return returned;
    }

    /** The state after these points, oldest first, from a start without data. */
    AlarmState after(Metrics metrics) {
        return rule.run(MetricMath.alarmSeries(expression, metrics), AlarmState.INSUFFICIENT_DATA);
    }
}
