package io.github.qisaws.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.text.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the server reports about an import.
 *
 * @param json the whole report
 */
record ImportStatus(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The report in the output of a command; empty if the output is something else. */
    static Optional<ImportStatus> parse(String output) {
        try {
            JsonNode json = JSON.readTree(output);
            return json != null && json.isObject() ? Optional.of(new ImportStatus(json)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    String state() {
        return json.path("state").asText();
    }

    boolean isDone() {
        return state().equals("done");
    }

    boolean isRunning() {
        return state().equals("running");
    }

    String problem() {
        return json.path("problem").asText();
    }

    /** How far it is, in one line. */
    String words() {
        JsonNode images = json.path("images");
        String step = json.path("step").asText();
        return step.equals("images")
                ? "images, %d of %d, %s of %s"
                        .formatted(
                                images.path("done").asLong(),
                                images.path("count").asLong(),
                                Size.of(images.path("copied").asLong()),
                                Size.of(images.path("bytes").asLong()))
                : step;
    }

    /** The result of a completed import. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        JsonNode rows = json.path("rows");
        if (rows.isObject() && !rows.isEmpty()) {
            List<String> counts = new ArrayList<>();
            rows.properties()
                    .forEach(row ->
                            counts.add(row.getKey() + " " + row.getValue().asText()));
            lines.add("Rows in the database: " + String.join(", ", counts) + ".");
        }
        JsonNode images = json.path("images");
        if (images.path("count").asLong() > 0) {
            lines.add("Images: " + images.path("done").asLong() + " of "
                    + images.path("count").asLong() + " verified, "
                    + Size.of(images.path("copied").asLong()) + " copied.");
        }
        if (json.path("served").asLong() > 0) {
            lines.add("Served in the verification: " + json.path("served").asLong() + " images.");
        }
        long missing = json.path("missing_count").asLong();
        if (missing > 0) {
            List<String> named = new ArrayList<>();
            json.path("missing").forEach(path -> named.add(path.asText()));
            lines.add("Image records without a file: " + missing + " (" + String.join(", ", named)
                    + (missing > named.size() ? ", …" : "") + ").");
        }
        return lines;
    }
}
