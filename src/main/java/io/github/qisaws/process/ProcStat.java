package io.github.qisaws.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code /proc/PID/stat} on Linux, which is readable even if other files of the process are not.
 *
 * @param name the program's name, truncated to 15 characters
 * @param state one letter, such as {@code Z} for a zombie
 * @param exiting whether its main thread is exiting or has exited
 * @param threads number of running threads, including the main thread
 * @param start start of the process in clock ticks since boot
 */
record ProcStat(String name, char state, long group, boolean exiting, int threads, long start) {
    private static final Path PROC = Path.of("/proc");

    /** The kernel's flag PF_EXITING, which is set while the kernel frees memory and closes files of the process. */
    private static final long EXITING = 0x4;

    /** Whether the system has these files, which is so on Linux but not on macOS. */
    static boolean isThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** Reads the file of a process; empty if there is no such process, or the file cannot be read. */
    static Optional<ProcStat> of(long pid) {
        try {
            return parse(read(folder(pid), "stat"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The text of a file of a process. */
    static String read(Path process, String file) throws IOException {
        // A program's name may contain bytes that are not valid UTF-8.
        return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
    }

    /** Whether a read failed because the process does not exist, not because of missing permissions. */
    static boolean isNoSuchProcess(IOException e) {
        return e instanceof NoSuchFileException
                || String.valueOf(e.getMessage()).contains("No such process");
    }

    static Path folder(long pid) {
        return PROC.resolve(String.valueOf(pid));
    }

    static Optional<ProcStat> parse(String text) {
        // The name in parentheses may itself contain parentheses and spaces.
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        List<String> fields = List.of(text.substring(close + 1).strip().split(" ", -1));
        if (fields.size() < 20) {
            return Optional.empty();
        }
        return Optional.of(new ProcStat(
                text.substring(open + 1, close),
                fields.get(0).charAt(0),
                Long.parseLong(fields.get(2)),
                (Long.parseLong(fields.get(6)) & EXITING) != 0,
                Integer.parseInt(fields.get(17)),
                Long.parseLong(fields.get(19))));
    }
}
