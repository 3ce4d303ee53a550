package io.github.qisaws.pipeline;

import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many environments fit into the free memory at a time, and how much each may use.
 *
 * @param free free memory of this machine, or of the container in which qis-aws runs, in MiB
 * @param cores number of CPUs
 */
public record MemoryBudget(long free, int cores) {
    /** MiB for one Terraform process (150 to 250 MiB, measured) and one shared provider process (500 to 760 MiB). */
    static final long EACH = 1100;

    /** MiB for qis-aws and all other programs. */
    private static final long RESERVE = 512;

    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");
    private static final String LIMIT = "GOMEMLIMIT";
    private static final long MIB = 1024 * 1024;

    /** Measures the free memory. */
    public static MemoryBudget now() {
        long free = Math.min(available(Path.of("/proc/meminfo")), container());
        return new MemoryBudget(free, Runtime.getRuntime().availableProcessors());
    }

    /** How many environments to run at a time: at least one, at most one per CPU. */
    public int parallel() {
        return (int) Math.max(1, Math.min(cores, (free - RESERVE) / EACH));
    }

    /** Limits the memory of each Go process through GOMEMLIMIT, unless the user has set it. */
    public Tools share(Tools tools, int parallel) {
        return tools.variables().containsKey(LIMIT) ? tools : tools.with(Map.of(LIMIT, limit(parallel)));
    }

    String limit(int parallel) {
        long share = Math.max(400, Math.min(1500, (free - RESERVE) / parallel * 2 / 3));
        return share + "MiB";
    }

    static long available(Path meminfo) {
        try (Stream<String> lines = Files.lines(meminfo)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(4 * EACH);
        } catch (IOException e) {
            // Not Linux: assume a small developer machine.
            return 4 * EACH;
        }
    }

    private static long container() {
        try {
            String most = Files.readString(CONTAINER.resolve("memory.max")).strip();
            String used = Files.readString(CONTAINER.resolve("memory.current")).strip();
            return most.equals("max") ? Long.MAX_VALUE : (Long.parseLong(most) - Long.parseLong(used)) / MIB;
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
