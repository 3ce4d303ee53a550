package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to a virtual machine of its own that runs a child which writes down each signal that it gets. */
@Timeout(60)
class SignalTest {
    private static final String COUNTING = "trap 'echo INT >> signals' INT; trap 'echo TERM >> signals' TERM;"
            + " echo $$ > child; i=0; while [ $i -lt 20 ]; do sleep 0.1; i=$((i+1)); done; echo end >> signals";

    @TempDir
    Path folder;

    /** Runs the counting child and ends with its way of ending. */
    public static final class Probe {
        public static void main(String[] args) {
            Interrupts interrupts =
                    Interrupts.ofSignals(signal -> Runtime.getRuntime().halt(128 + signal));
            Command command =
                    Command.of(Path.of(args[0]), Map.of("PATH", System.getenv("PATH")), List.of("sh", "-c", args[1]));
            Ended ended = new ProcessRunner(interrupts)
                    .run(command.withInput(args.length > 2 ? StandardInput.lifeline() : StandardInput.none()));
            Runtime.getRuntime().halt(ended.interrupted() ? 42 : ended.exitCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalToUsAloneReachesTheChildOnceAsAnInterruptAndTheChildIsWaitedFor(String signal) throws Exception {
        Process probe = start(java(COUNTING));
        awaitChild();
        sh("kill -s " + signal + " " + probe.pid());

        assertThat(probe.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.exitValue()).isEqualTo(42);
        assertThat(Files.readAllLines(folder.resolve("signals"))).containsExactly("INT", "end");
    }

    @Test
    void ctrlCAtATerminalReachesTheChildOnceAndASecondOneOnceMore() throws Exception {
        // That of other systems takes the command in another way.
        if (!System.getProperty("os.name").equals("Linux") || !Files.isExecutable(Path.of("/usr/bin/script"))) {
            String reason = "skipped: no script(1) of util-linux here, so there is no terminal to press Ctrl-C at";
            System.err.println(reason);
            abort(reason);
        }
        String line = String.join(" ", java("\"$COUNTING\"")).replace("$Probe", "\\$Probe");
        ProcessBuilder builder =
                new ProcessBuilder(withDefaultSignals(List.of("/usr/bin/script", "-qec", line, "/dev/null")));
        builder.environment().put("COUNTING", COUNTING);
        Process terminal = builder.directory(folder.toFile()).start();
        awaitChild();
        type(terminal, 3);
        awaitSignals(1);
        type(terminal, 3);

        assertThat(terminal.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(folder.resolve("signals"))).containsExactly("INT", "INT", "end");
    }

    @Test
    void aChildOnALifelineEndsEvenWhenWeAreKilled() throws Exception {
        List<String> command = new ArrayList<>(java("echo $$ > child; exec sleep 60"));
        command.add("lifeline");
        Process probe = start(command);
        long child = awaitChild();
        probe.destroyForcibly();

        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (ProcessState.of(child) != ProcessState.GONE) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private List<String> java(String script) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                folder.toString(),
                script);
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(withDefaultSignals(command))
                .directory(folder.toFile())
                .inheritIO()
                .start();
    }

    /** A gate started by nohup or in the background hands ignored signals on, which a virtual machine keeps ignoring. */
    private static List<String> withDefaultSignals(List<String> command) {
        List<String> reset = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
        reset.addAll(command);
        return reset;
    }

    private static void type(Process terminal, int key) throws IOException {
        terminal.getOutputStream().write(new String(Character.toChars(key)).getBytes(StandardCharsets.US_ASCII));
        terminal.getOutputStream().flush();
    }

    private long awaitChild() throws Exception {
        Path child = folder.resolve("child");
        while (!Files.exists(child) || Files.readString(child).isBlank()) {
            Thread.sleep(20);
        }
        return Long.parseLong(Files.readString(child).strip());
    }

    private void awaitSignals(int count) throws Exception {
        Path signals = folder.resolve("signals");
        while (!Files.exists(signals) || Files.readAllLines(signals).size() < count) {
            Thread.sleep(20);
        }
    }

    private static void sh(String line) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", line).start().waitFor()).isZero();
    }
}
