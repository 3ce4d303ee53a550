package io.github.qisaws.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the test machine, never much longer than their limit. */
final class Shell {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    /** Limits are meant for a quiet machine; the gate's other lanes and other work may hold its processors. */
    static final int BUSY = 4;

    /** How a command ended and what it said. */
    record Result(int status, String out, String err) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** A command had no end within its limit. */
    static final class NoEnd extends AssertionError {
        private static final long serialVersionUID = 1;

        private NoEnd(String message) {
            super(message);
        }
    }

    private Shell() {}

    static Result run(String... command) {
        return run(USUAL_LIMIT, List.of(command));
    }

    /** The output of a command that must succeed. */
    static String check(String... command) {
        return check(USUAL_LIMIT, List.of(command));
    }

    static String check(Duration limit, List<String> command) {
        return succeeded(command, run(limit, command));
    }

    private static String succeeded(List<String> command, Result result) {
        if (!result.succeeded()) {
            throw new AssertionError("%s ended with %d:%n%s%n%s"
                    .formatted(String.join(" ", command), result.status(), result.out(), result.err()));
        }
        return result.out();
    }

    /** For commands that others wait for under a lock: a busy machine gets no more time. */
    static void checkWithin(Duration longest, List<String> command) {
        succeeded(command, runWithin(longest, command));
    }

    static Result run(Duration limit, List<String> command) {
        return runWithin(limit.multipliedBy(BUSY), command);
    }

    private static Result runWithin(Duration longest, List<String> command) {
        try {
            // Files, not pipes: a daemon that keeps the stream open cannot hold the test up.
            Path out = Files.createTempFile("qis-shell", ".out");
            Path err = Files.createTempFile("qis-shell", ".err");
            try {
                return wait(command, start(command, out, err), longest, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process that goes on beside the test, its output in a file. */
    static Process start(List<String> command, Path out, Path err) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result wait(List<String> command, Process process, Duration longest, Path out, Path err)
            throws IOException {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new NoEnd("no end within " + longest.toSeconds() + " s: " + String.join(" ", command)
                        + System.lineSeparator() + text(out) + text(err));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Result(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
