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
 * A file with one JSON object for each moment that was struck. A bench that was stopped continues there.
 *
 * @param version of the code: results of another version do not count
 */
record DisasterResults(Path file, String version) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it was struck already, and everything was well afterwards. */
    boolean recovered(String what) {
        return has(what, "recovered");
    }

    boolean has(String what, String result) {
        return lines().anyMatch(line -> line.path("what").asText().equals(what)
                && line.path("result").asText().equals(result));
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
        System.err.println(line.put("version", version));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // The line before may have no end, if the bench was killed.
            Files.writeString(file, "\n" + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<JsonNode> lines() {
        try {
            return Files.isRegularFile(file)
                    ? Files.readAllLines(file).stream()
                            .flatMap(line -> parsed(line).stream())
                            .filter(line -> line.path("version").asText().equals(version))
                    : Stream.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
