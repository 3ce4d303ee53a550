package io.github.qisaws.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Parses the lines that plan and apply print with {@code -json}. */
public final class EventReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Event.Stage> STAGES = stages();

    private EventReader() {}

    public static Event read(String line) {
        if (!line.startsWith("{")) {
            return new Event.Text(line);
        }
        try {
            JsonNode json = JSON.readTree(line);
            return json.isObject() ? event(json) : new Event.Text(line);
        } catch (JsonProcessingException e) {
            return new Event.Text(line);
        }
    }

    private static Event event(JsonNode json) {
        String type = json.path("type").asText("");
        Event.Stage stage = STAGES.get(type);
        if (stage != null) {
            return step(stage, json.path("hook"));
        }
        return switch (type) {
            case "version" ->
                new Event.Started(
                        json.path("terraform").asText(json.path("tofu").asText("")),
                        json.path("ui").asText(""));
            case "planned_change" -> change(json.path("change"), false);
            case "resource_drift" -> change(json.path("change"), true);
            case "change_summary" -> summary(json.path("changes"));
            case "outputs" -> new Event.Outputs(outputs(json.path("outputs")));
            case "diagnostic" -> new Event.Reported(Diagnostic.read(json.path("diagnostic")));
            case "log", "init_output" ->
                new Event.Message(
                        json.path("@level").asText(""), json.path("@message").asText(""));
            default -> new Event.Other(type, json);
        };
    }

    private static Event.Step step(Event.Stage stage, JsonNode hook) {
        return new Event.Step(
                stage,
                resource(hook.path("resource")),
                hook.path("action").asText(""),
                hook.path("id_value").asText(""),
                hook.path("elapsed_seconds").asInt());
    }

    private static Event.Change change(JsonNode change, boolean drift) {
        return new Event.Change(
                resource(change.path("resource")),
                change.path("action").asText(""),
                change.path("reason").asText(""),
                drift);
    }

    private static Event.Summary summary(JsonNode changes) {
        return new Event.Summary(
                changes.path("operation").asText(""),
                changes.path("add").asInt(),
                changes.path("change").asInt(),
                changes.path("remove").asInt(),
                changes.path("import").asInt());
    }

    private static Event.Resource resource(JsonNode resource) {
        return new Event.Resource(
                resource.path("addr").asText(""),
                resource.path("module").asText(""),
                resource.path("resource_type").asText(""),
                resource.path("resource_name").asText(""));
    }

    private static Map<String, JsonNode> outputs(JsonNode outputs) {
        Map<String, JsonNode> values = new HashMap<>();
        outputs.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    private static Map<String, Event.Stage> stages() {
        Map<String, Event.Stage> stages = new HashMap<>();
        for (Event.Stage stage : Event.Stage.values()) {
            stages.put(stage.name().toLowerCase(Locale.ROOT), stage);
        }
        return Map.copyOf(stages);
    }
}
