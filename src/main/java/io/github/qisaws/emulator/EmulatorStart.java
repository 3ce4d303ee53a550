package io.github.qisaws.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What both kinds of emulator ask of the server that they have started. */
final class EmulatorStart {
    static final String VERSION = "5.2.5";

    /** The start script, then what it loads from beside itself. */
    static final List<String> SCRIPTS = List.of("moto_server.py", "front.py");

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmulatorStart() {}

    /** Asks until it answers; says why it never did. */
    static void await(URI endpoint, BooleanSupplier alive, Path log) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Http.status(endpoint.resolve("/moto-api/")).orElse(0) != 200) {
            if (!alive.getAsBoolean()
                    || System.nanoTime() > end
                    || Thread.currentThread().isInterrupted()) {
                throw notReady(log).asException();
            }
            pause();
        }
    }

    static Problem notReady(Path log) {
        return new Problem(
                ExitCode.UNAVAILABLE,
                "The emulator did not become ready.",
                "Its log is " + log + ".",
                "Read the log; if it names a Python module that is missing, delete the folder of the emulator in the cache.");
    }

    static byte[] script(String name) throws IOException {
        try (InputStream resource = EmulatorStart.class.getResourceAsStream(name)) {
            return resource.readAllBytes();
        }
    }

    static List<String> leftovers(URI endpoint) {
        return list(endpoint, "/qis-aws/resources");
    }

    static List<String> lacking(URI endpoint) {
        return list(endpoint, "/qis-aws/lacking");
    }

    private static List<String> list(URI endpoint, String path) {
        String answer = Http.get(endpoint.resolve(path));
        try {
            return List.of(JSON.readValue(answer, String[].class));
        } catch (JsonProcessingException e) {
            throw new Problem(
                            ExitCode.UNAVAILABLE,
                            "The emulator did not answer " + path + " with a list.",
                            answer.length() > 300 ? answer.substring(0, 300) : answer,
                            "Look into its log.")
                    .causedBy(e);
        }
    }

    static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
