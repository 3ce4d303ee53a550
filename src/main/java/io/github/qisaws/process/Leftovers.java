package io.github.qisaws.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Processes of a group that outlived whoever started them. */
public final class Leftovers {
    private final long group;
    private final Instant since;

    /**
     * Those of a group.
     *
     * @param since what is older belongs to somebody else
     */
    public Leftovers(long group, Instant since) {
        this.group = group;
        // Process times have a coarser clock than ours.
        this.since = since.minusSeconds(2);
    }

    /** Engines and providers of the group that still run; a number that was given to others since is no match. */
    public List<ProcessHandle> living() {
        return group <= 1
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(handle -> groupOf(handle.pid()) == group)
                        .filter(this::isOurs)
                        .toList();
    }

    /** Asks them to end as Ctrl-C does, waits, and kills what is left of the group. */
    public void end(Duration grace) {
        Group.signal("INT", group);
        Instant end = Instant.now().plus(grace);
        // A provider without its engine waits for nothing.
        while (living().stream().anyMatch(handle -> handle.pid() == group)
                && Instant.now().isBefore(end)) {
            pause();
        }
        if (!living().isEmpty()) {
            Group.signal("KILL", group);
        }
    }

    private boolean isOurs(ProcessHandle handle) {
        boolean late = handle.info()
                .startInstant()
                .map(start -> !start.isBefore(since))
                .orElse(true);
        return late && isEngine(handle);
    }

    /** Engines and providers that work in a folder; none where the system does not tell. */
    public static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(Leftovers::isEngine)
                .filter(handle -> isIn(folder, handle.pid()))
                .toList();
    }

    private static boolean isIn(Path folder, long pid) {
        try {
            return Path.of("/proc", String.valueOf(pid), "cwd").toRealPath().equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isEngine(ProcessHandle handle) {
        String command = handle.info().command().orElse("").toLowerCase(Locale.ROOT);
        String name = command.substring(command.lastIndexOf('/') + 1);
        return name.contains("terraform") || name.contains("tofu");
    }

    private static long groupOf(long pid) {
        Path stat = Path.of("/proc", String.valueOf(pid), "stat");
        try {
            String text = Files.isReadable(stat) ? Files.readString(stat) : "";
            // The name in parentheses may hold anything; after it come state, parent and group.
            List<String> fields =
                    List.of(text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1));
            return fields.size() > 2 ? Long.parseLong(fields.get(2)) : asked(pid);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long asked(long pid) throws IOException {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return 0;
        }
        Process ps = new ProcessBuilder("/bin/ps", "-o", "pgid=", "-p", String.valueOf(pid)).start();
        String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
