package io.github.qisaws.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Start and queries that both kinds of emulator share. */
final class EmulatorStart {
    static final String VERSION = "5.2.5";

    /** Variable of the user with the rules that are switched off (-NAME) or on (+NAME); the emulator reads it. */
    static final String RULES = "QIS_AWS_EMULATOR_RULES";

    /** If set, the emulator refuses what the policies of a role do not allow. */
    static final String IAM = "QIS_AWS_EMULATOR_IAM";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmulatorStart() {}

    /** Waits until the emulator answers; throws if it exits or takes longer than 90 seconds. */
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
                "emulator did not start",
                "Log file: " + log + ".",
                "Check the log. If a Python module is missing, delete the emulator's folder in the cache, then rerun.");
    }

    static List<String> leftovers(URI endpoint) {
        return list(endpoint, "/qis-aws/resources");
    }

    static List<String> lacking(URI endpoint) {
        return list(endpoint, "/qis-aws/lacking");
    }

    static List<String> requests(URI endpoint) {
        return list(endpoint, "/qis-aws/requests");
    }

    static Map<String, Integer> actions(URI endpoint) {
        return ask(endpoint, "/qis-aws/actions", new TypeReference<>() {});
    }

    private static List<String> list(URI endpoint, String path) {
        return ask(endpoint, path, new TypeReference<>() {});
    }

    private static <T> T ask(URI endpoint, String path, TypeReference<T> type) {
        String answer = Http.get(endpoint.resolve(path));
        try {
            return JSON.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new Problem(
                            ExitCode.UNAVAILABLE,
                            "unexpected response of the emulator to " + path,
                            answer.length() > 300 ? answer.substring(0, 300) : answer,
                            "Check the emulator's log.")
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
