package io.github.qisaws.environment;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sizes of tasks that Fargate offers (ECS API, {@code RegisterTaskDefinition}, parameter {@code memory}). */
public final class FargateSizes {
    private static final int GIB = 1024;

    /** MiB of memory by CPU units. */
    public static final Map<Integer, List<Integer>> MEMORY = Map.of(
            256, List.of(512, 1024, 2048),
            512, gib(1, 4, 1),
            1024, gib(2, 8, 1),
            2048, gib(4, 16, 1),
            4096, gib(8, 30, 1),
            8192, gib(16, 60, 4),
            16384, gib(32, 120, 8));

    private FargateSizes() {}

    private static List<Integer> gib(int least, int most, int step) {
        return IntStream.iterate(least, gib -> gib <= most, gib -> gib + step)
                .mapToObj(gib -> gib * GIB)
                .toList();
    }
}
