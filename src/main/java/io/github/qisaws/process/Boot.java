package io.github.qisaws.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The last boot of this machine. No process or process ID survives a boot. Known on Linux only. */
public final class Boot {
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path STAT = Path.of("/proc/stat");
    private static final String TIME = "btime ";

    private Boot() {}

    /** The kernel's random boot ID, which is different for each boot and machine. */
    public static Optional<String> id() {
        try {
            return Optional.of(Files.readString(ID).strip()).filter(id -> !id.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When the machine booted; changes if the clock is set. */
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
