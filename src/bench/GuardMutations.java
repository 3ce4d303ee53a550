import io.github.qisaws.review.guard.Mutant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/** Tries mutations of recorded plans against the guard, 1,000 with each seed. See guard-mutations.sh. */
public final class GuardMutations {
    private static final int EACH = 1000;

    private GuardMutations() {}

    /** Arguments: number of mutations, first seed, file of results. */
    public static void main(String[] args) throws Exception {
        long seeds = (Long.parseLong(args[0]) + EACH - 1) / EACH;
        long first = Long.parseLong(args[1]);
        Path results = Path.of(args[2]);
        List<String> done = Files.exists(results) ? Files.readAllLines(results) : List.of();
        for (long seed = first; seed < first + seeds; seed++) {
            String start = "seed " + seed + ":";
            if (done.stream().noneMatch(line -> line.startsWith(start))) {
                long now = seed;
                JqwikSession.run(() -> append(results, start, tried(now)));
            }
        }
        List<String> all = Files.readAllLines(results);
        long bypasses = all.stream().filter(line -> line.startsWith("  ")).count();
        System.out.println(all.size() - bypasses + " seeds of " + EACH + " mutations, " + bypasses + " bypasses");
        all.stream().filter(line -> line.startsWith("  ")).limit(20).forEach(System.out::println);
        System.exit(bypasses == 0 ? 0 : 1);
    }

    /** The bypasses of one seed, after a line with the number of dangerous plans. */
    private static List<String> tried(long seed) {
        RandomGenerator<Mutant> mutants = Mutant.all().generator(EACH);
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        int dangerous = 0;
        for (int i = 0; i < EACH; i++) {
            Mutant mutant = mutants.next(random).value();
            dangerous += mutant.isDangerous() ? 1 : 0;
            mutant.bypasses().forEach(bypass -> lines.add("  " + bypass));
        }
        lines.add(0, " " + EACH + " mutations, " + dangerous + " dangerous, " + lines.size() + " bypasses");
        return lines;
    }

    private static void append(Path results, String start, List<String> lines) {
        try {
            Files.write(
                    results,
                    Stream.concat(Stream.of(start + lines.get(0)), lines.stream().skip(1)).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
