package io.github.qisaws.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Linux reports of a process in {@code /proc/PID/stat}, also when its other files are unreadable.
 *
 * @param name the program's name, cut to 15 characters
 * @param state one letter, such as {@code Z} for a zombie
 * @param exiting whether its main thread is exiting or has exited
 * @param threads how many threads are left, the main thread included
 * @param start when it started, in clock ticks since the machine started
 */
record ProcStat(String name, char state, long group, boolean exiting, int threads, long start) {
    private static final Path PROC = Path.of("/proc");

    /** The kernel's PF_EXITING, which stays set while it frees the memory and closes the files of a process. */
    private static final long EXITING = 0x4;

    /** Whether the system has these files: Linux has, macOS has not. */
    static boolean isThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** Empty if there is no such process, or its file cannot be read. */
    static Optional<ProcStat> of(long pid) {
        try {
            return parse(read(folder(pid), "stat"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The text of a file of a process. */
    static String read(Path process, String file) throws IOException {
        // A program may have any name, also one that is no UTF-8.
        return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
    }

    /** Whether the cause of a failed read is that there is no such process, and not a lack of rights or files. */
    static boolean isNoSuchProcess(IOException e) {
        return e instanceof NoSuchFileException
                || String.valueOf(e.getMessage()).contains("No such process");
    }

    static Path folder(long pid) {
        return PROC.resolve(String.valueOf(pid));
    }

    static Optional<ProcStat> parse(String text) {
        // The name in parentheses may hold anything, parentheses and spaces too.
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
