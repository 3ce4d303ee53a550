package io.github.qisaws.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A staging bucket of the emulator, and the import that a server makes from it. */
final class Staging {
    static final Path NONE = Path.of("-");
    private static final Path SCRIPT = ServerRoot.MACHINES.resolve("stage.py");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Lab lab;
    private final String bucket;
    private String manifest = "";

    Staging(Lab lab, String bucket) {
        this.lab = lab;
        this.bucket = bucket;
    }

    /** What is uploaded is what the import that follows takes. */
    Staging put(Path images, Path dump) {
        manifest = call("stage", images.toString(), dump.toString());
        return this;
    }

    void spoil(Path file) {
        call("spoil", file.toString());
    }

    void remove(Path file) {
        call("remove", file.toString());
    }

    private String call(String command, String... words) {
        List<String> whole =
                new ArrayList<>(lab.inNetwork(Moto.python().toString(), SCRIPT.toString(), command, bucket));
        whole.addAll(List.of(words));
        return Shell.check(LIMIT, whole).trim();
    }

    JsonNode start(Machine machine, String... options) {
        return json(machine, "start", options);
    }

    JsonNode check(Machine machine) {
        return json(machine, "check");
    }

    /** Starts an import, and returns its last status. */
    JsonNode run(Machine machine, String... options) {
        start(machine, options);
        return await(machine, status -> !state(status).equals("running"));
    }

    JsonNode await(Machine machine, Predicate<JsonNode> wanted) {
        AtomicReference<JsonNode> last = new AtomicReference<>(status(machine));
        Waiting.until(
                "the import on " + machine.name(),
                LIMIT,
                () -> {
                    last.set(status(machine));
                    return wanted.test(last.get());
                },
                () -> last.get() + machine.journal());
        return last.get();
    }

    static String state(JsonNode status) {
        return status.path("state").asText();
    }

    static JsonNode status(Machine machine) {
        return read(machine.check("qis-import", "status"));
    }

    private JsonNode json(Machine machine, String command, String... options) {
        List<String> words =
                new ArrayList<>(List.of("qis-import", command, "s3://" + bucket + "/import/manifest.json", manifest));
        words.addAll(List.of(options));
        return read(machine.check(words.toArray(String[]::new)));
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
