package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file with one JSON object for each moment that was struck, so that a bench that was stopped goes on where it was.
 */
record DisasterResults(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it was struck already, and everything was well afterwards. */
    boolean recovered(String what) {
        return lines().anyMatch(line -> line.path("what").asText().equals(what)
                && line.path("result").asText().equals("recovered"));
    }

    Optional<Timeline> timeline(String environment) {
        return lines().filter(line -> line.path("timeline").asText().equals(environment))
                .map(line -> new Timeline(JSON.convertValue(
                        line.path("finished"), JSON.getTypeFactory().constructCollectionType(List.class, Long.class))))
                .findFirst();
    }

    void add(String environment, Timeline timeline) {
        ObjectNode line = line().put("timeline", environment);
        line.set("finished", JSON.valueToTree(timeline.finished()));
        add(line);
    }

    static ObjectNode line() {
        return JSON.createObjectNode();
    }

    void add(ObjectNode line) {
        System.err.println(line);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<JsonNode> lines() {
        try {
            return Files.isRegularFile(file)
                    ? Files.readAllLines(file).stream().map(DisasterResults::parsed)
                    : Stream.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
