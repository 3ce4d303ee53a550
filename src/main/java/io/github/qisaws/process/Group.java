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
 * Puts children into sessions of their own and signals whole groups.
 *
 * <p>Java cannot do either itself. {@code setsid} (Linux) or Perl (macOS) starts the child as the leader of a new
 * session under the process id that Java knows; both replace themselves by the program. Where neither exists the child
 * stays in our group: the terminal's Ctrl-C then reaches it without us, so that SIGINT is not handed on to it.
 */
final class Group {
    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin");
    private static final String PERL = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127";

    /** Watches a pipe that ends with us, then kills the group; the program itself replaces the shell. */
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

    /** For tests of the way without helpers. */
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

    /** Sends SIGINT to the child's group, as a terminal does: engines behind a wrapper script get it too. */
    void interrupt(Process process) {
        if (ownSession()) {
            long pid = process.pid();
            // Within its first moments the child has not left our group yet.
            send("kill -s INT -- -" + pid + " || kill -s INT " + pid);
        }
    }

    /** Kills all that the child started; what has lost its parent is reached through the group. */
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

    /** Kills what is left of the group after its leader has gone. */
    void sweep(long pid) {
        if (ownSession()) {
            send("kill -s KILL -- -" + pid);
        }
    }

    /** Signals a group that another process started. */
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
            // No shell: the tree is still killed through its handles.
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
