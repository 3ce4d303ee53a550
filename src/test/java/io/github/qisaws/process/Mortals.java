package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Real processes at each step of their death, in a folder and under a name of the test's choice. */
public final class Mortals implements AutoCloseable {
    /**
     * Only the main thread ends here, by its system call. The other thread waits for the end of its input, then for
     * some time; the process is gone when it has ended too.
     */
    private static final String DYING = "use threads; threads->create(sub { sysread(STDIN, my $byte, 1); sleep %d; })"
            + "->detach; print \"$$\\n\"; close STDOUT; syscall(%d, 0)";

    private final Path folder;
    private final List<ProcessHandle> started = new ArrayList<>();
    private final Map<ProcessHandle, Process> dying = new HashMap<>();

    public Mortals(Path folder) {
        this.folder = folder;
    }

    /** A process that sleeps, as a child of this process. */
    public ProcessHandle working(String name) throws IOException {
        return start(sh("echo $$; exec setsid " + program("/bin/sleep", name) + " 60"));
    }

    /**
     * The same in the process group of its parent, a shell. It is killed at once: only a leader is waited for, which takes
     * long where SIGINT is ignored, as it is in all that a shell starts in the background.
     */
    public ProcessHandle member(String name) throws IOException {
        return start(sh("exec setsid sh -c '" + program("/bin/sleep", name) + " 60 & echo $!; wait'"));
    }

    /** A process that sleeps, whose parent is gone. */
    public ProcessHandle orphan(String name) throws IOException, InterruptedException {
        String program = program("/bin/sleep", name);
        Process parent = sh("setsid " + program + " 60 >/dev/null 2>&1 & echo $!");
        ProcessHandle orphan = start(parent);
        parent.waitFor();
        await(() -> Leftovers.name(orphan).equals(name));
        boolean adopted = orphan.parent()
                .map(handle -> handle.pid() <= 1 || Leftovers.name(handle).equals("systemd"))
                .orElse(true);
        return adopted ? orphan : skip("orphans have an unusual parent on this machine");
    }

    /** A process that was killed and that its parent, which sleeps, does not reap. */
    public ProcessHandle zombie(String name) throws IOException {
        Process parent = sh("setsid " + program("/bin/sleep", name) + " 60 & echo $!; exec "
                + program("/bin/sleep", "parent") + " 60");
        started.add(parent.toHandle());
        ProcessHandle zombie = start(parent);
        // A shell would reap it.
        await(() -> Leftovers.name(parent.toHandle()).equals("parent")
                && Leftovers.name(zombie).equals(name));
        zombie.destroyForcibly();
        await(() -> ps(zombie).startsWith("Z"));
        assertThat(ProcessHandle.of(zombie.pid())).as("Java knows it").isPresent();
        return zombie;
    }

    /** A process whose end is certain; it is gone this time after {@link #letGo}, and not before. */
    public ProcessHandle dying(String name, Duration time) throws IOException {
        int exit =
                switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
                    case "Linux amd64" -> 60;
                    case "Linux aarch64" -> 93;
                    default -> 0;
                };
        if (exit == 0 || !perlHasThreads()) {
            return skip("no Perl with threads on Linux here, so no process takes its time to die");
        }
        Process process = new ProcessBuilder(
                        "setsid", program("/usr/bin/perl", name), "-e", DYING.formatted(time.toSeconds(), exit))
                .directory(folder.toFile())
                .start();
        ProcessHandle handle = start(process);
        dying.put(handle, process);
        await(() -> ps(handle).startsWith("Z"));
        return handle;
    }

    /** One that does not end by itself. */
    public ProcessHandle dying(String name) throws IOException {
        return dying(name, Duration.ZERO);
    }

    /** Starts the time that a dying process takes, so that no busy machine looks too late. */
    public void letGo(ProcessHandle handle) {
        try {
            dying.get(handle).getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean perlHasThreads() throws IOException {
        try {
            return Files.isExecutable(Path.of("/usr/bin/perl"))
                    && new ProcessBuilder("/usr/bin/perl", "-e", "use threads")
                                    .redirectErrorStream(true)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProcessHandle skip(String reason) {
        return abort(reason);
    }

    /**
     * A copy of a program. Another process writes it: a process that this virtual machine starts at the same moment for another
     * test would inherit the open file, and a program that is open for writing cannot be started (ETXTBSY).
     */
    private String program(String original, String name) throws IOException {
        Path program = folder.resolve(name);
        if (!Files.exists(program)) {
            Process copy = new ProcessBuilder("cp", original, program.toString()).start();
            assertThat(copy.onExit().join().exitValue()).isZero();
        }
        return program.toString();
    }

    private Process sh(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start();
    }

    /** The process whose number is the first line of the output. */
    private ProcessHandle start(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        ProcessHandle handle =
                ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
        started.add(handle);
        return handle;
    }

    /** As the system itself tells it. */
    private static String ps(ProcessHandle handle) {
        return ProcessState.ps("state", handle.pid()).orElse("");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes so far").isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
