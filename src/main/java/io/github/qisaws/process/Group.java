package io.github.qisaws.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts child processes in sessions of their own and signals whole process groups.
 * <p>Java cannot do either. {@code setsid} (Linux) or Perl (macOS) makes the process the leader of a new session, then
 * replaces itself with the program, so the process ID does not change. If neither exists, the child stays in the
 * process group of qis-aws. Ctrl-C in the terminal then reaches it directly, so SIGINT is not forwarded.
 */
final class Group {
    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin");
    private static final String PERL = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127";

    /**
     * Starts a watcher that kills the process group when the pipe from qis-aws closes; the program replaces the shell.
     */
    private static final String LIFELINE =
            "exec 3<&0; (cat <&3; kill -s KILL -- TARGET) >/dev/null 2>&1 & " + "exec 3<&-; exec \"$@\" </dev/null";

    private final List<String> prefix;

    private Group(List<String> prefix) {
        this.prefix = prefix;
    }

    static Group detect() {
        return new Group(find("setsid")
                .map(List::of)
                .or(() -> find("perl").map(perl -> List.of(perl, "-e", PERL)))
                .orElse(List.of()));
    }

    /** For tests without setsid and Perl. */
    static Group none() {
        return new Group(List.of());
    }

    boolean ownSession() {
        return !prefix.isEmpty();
    }

    List<String> argv(Command command) {
        List<String> argv = new ArrayList<>(prefix);
        if (command.input() instanceof StandardInput.Lifeline) {
            argv.addAll(List.of("/bin/sh", "-c", LIFELINE.replace("TARGET", ownSession() ? "-$$" : "$$"), "sh"));
        }
        argv.addAll(command.argv());
        return argv;
    }

    /**
     * Sends SIGINT to the child's process group, as a terminal does, so that it also reaches a program started by a
     * wrapper script.
     */
    void interrupt(Process process) {
        if (ownSession()) {
            long pid = process.pid();
            // Immediately after its start, the child may still be in the process group of qis-aws.
            send("kill -s INT -- -" + pid + " || kill -s INT " + pid);
        }
    }

    /** Kills the child and all its descendants, including orphaned ones in its process group. */
    void kill(Process process) {
        List<ProcessHandle> tree;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            tree = descendants.toList();
        }
        if (ownSession()) {
            send("kill -s KILL -- -" + process.pid());
        }
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills the rest of the process group after its leader has exited. */
    void sweep(long pid) {
        if (ownSession()) {
            send("kill -s KILL -- -" + pid);
        }
    }

    /** Signals a process group that another process started. */
    static void signal(String name, long pid) {
        send("kill -s " + name + " -- -" + pid);
    }

    private static void send(String script) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", script)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            // Without a shell, only the descendants that Java knows are killed.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> find(String program) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
