package io.github.qisaws.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The last start of this machine, which no process and no process number outlives; unknown but on Linux. */
public final class Boot {
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path STAT = Path.of("/proc/stat");
    private static final String TIME = "btime ";

    private Boot() {}

    /** A random number that the kernel draws when it starts: no other machine and no other start has it. */
    public static Optional<String> id() {
        try {
            return Optional.of(Files.readString(ID).strip()).filter(id -> !id.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When the machine started; a step of the clock moves it. */
    public static Optional<Instant> time() {
        try {
            return Files.readAllLines(STAT).stream()
                    .filter(line -> line.startsWith(TIME))
                    .map(line -> Instant.ofEpochSecond(
                            Long.parseLong(line.substring(TIME.length()).strip())))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
