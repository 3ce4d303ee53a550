package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A hostile or huge environment file")
class HostileFileTest {
    /** Processor time: a clock on the wall would measure what else the machine does. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private static final Duration HANGING = Duration.ofMinutes(2);

    private static final String NOISE = "\t\n \"'#&*-:<>?[]{}|!%@`0ay\0\u00ff";

    @TempDir
    private Path work;

    @Test
    void ofTenMegabytesIsRefusedQuickly() {
        String text = TestFiles.SHORTEST + "# filler\n".repeat(1_200_000);

        assertThat(mistakes(text))
                .containsExactly("F: is larger than 1 MiB, the maximum; a complete file has about 1 KiB");
    }

    @Test
    void ofOneMebibyteOfMistakesListsSomeAndCountsTheRest() {
        StringBuilder text = new StringBuilder(TestFiles.SHORTEST);
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append("regoin").append(i).append(": eu-west-1\n");
        }

        List<String> mistakes = mistakes(text.toString());

        assertThat(mistakes).hasSize(201);
        assertThat(mistakes.get(200)).matches("F: [0-9]+ more mistakes");
    }

    @Test
    void withAnAliasBombIsRefusedWithoutExpandingIt() {
        StringBuilder text = new StringBuilder("x-0: &a0 [a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1);
            text.append("x-%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias))));
        }
        text.append(TestFiles.SHORTEST).append("network:\n  zones: *a29\n");

        assertThat(mistakes(text.toString()))
                .singleElement()
                .asString()
                .endsWith("not valid YAML: more than 50 aliases (*name) of lists or mappings; write the values out");
    }

    @Test
    void withAFewAliasesOfBigListsIsRefusedShortly() {
        String text = "x-0: &a [%s]\n".formatted("a, ".repeat(10_000)) + TestFiles.SHORTEST
                + "network:\n  zones: [*a, *a, *a]\n";

        assertThat(mistakes(text)).hasSize(3).allSatisfy(mistake -> assertThat(mistake)
                .contains("is a list"));
    }

    @Test
    void withAMergeBombIsReadWithoutExpandingIt() {
        StringBuilder text = new StringBuilder("x-0: &a0 {threads: 7}\n");
        for (int i = 1; i <= 9; i++) {
            String aliases = String.join(", ", Collections.nCopies(5, "*a" + (i - 1)));
            text.append("x-%d: &a%d {<<: [%s]}\n".formatted(i, i, aliases));
        }
        text.append(TestFiles.SHORTEST).append("web: *a9\n");

        Reading reading = quickly(() -> EnvironmentFile.check(TestFiles.environment(work, "demo", text.toString())));

        assertThat(reading.orThrow().site().settings().values()).containsEntry("web.threads", 7);
    }

    @Test
    void withALongChainOfMergesIsRefused() {
        StringBuilder text = new StringBuilder("x-0: &a0 {threads: 7}\n");
        for (int i = 1; i < 20; i++) {
            text.append("x-%d: &a%d {<<: *a%d}\n".formatted(i, i, i - 1));
        }
        text.append(TestFiles.SHORTEST).append("web: *a19\n");

        assertThat(mistakes(text.toString()))
                .singleElement()
                .asString()
                .endsWith("web: merge keys (<<) go more than 10 levels deep; write the keys out");
    }

    @Test
    void thatContainsItselfEndsWithAMessage() {
        assertThat(mistakes(TestFiles.SHORTEST + "network: &n\n  zones: &z [*z, a]\n  <<: *n\n  nat: *n\n"))
                .containsExactly(
                        "F:4:10: network.nat: is a mapping; allowed: none, one, per-zone",
                        "F:5:10: network.zones[0]: is a list; allowed: a zone letter such as a");
    }

    @Test
    void nestedDeeplyIsRefused() {
        for (String open : List.of("[", "{a: ", "[{a: ", "- ")) {
            assertThat(mistakes(TestFiles.SHORTEST + "web: \n  " + open.repeat(100_000)))
                    .singleElement()
                    .asString()
                    .endsWith("nested more than 50 levels deep; environment files need at most 4");
        }
    }

    @Test
    void withALongTextIsRefusedShortly() {
        String dots = "a.".repeat(400_000) + "com";

        assertThat(mistakes(TestFiles.SHORTEST + "host-name: " + dots + "\nimage: ssm:" + "/a".repeat(50_000) + "\n"))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake)
                        .contains("is longer than 1000 characters")
                        .hasSizeLessThan(400));
    }

    @Test
    void ofRandomBytesNeverEndsInAnythingButAMessage() {
        byte[] start = readEverything();
        Random random = new Random(20);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = start.clone();
            for (int i = 0; i <= round % 4; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
            assertThat(EnvironmentFile.check(TestFiles.environment(work, "demo", bytes))
                            .sources()
                            .file())
                    .isNotEmpty();
        }
    }

    private static byte[] readEverything() {
        try {
            return Files.readAllBytes(TestFiles.RESOURCES.resolve("valid/everything.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> mistakes(String text) {
        Path folder = TestFiles.environment(work, "demo", text.getBytes(StandardCharsets.UTF_8));
        return quickly(() -> EnvironmentFile.check(folder)).mistakes().stream()
                .map(mistake -> mistake.toString().replace(folder + "/environment.yaml", "F"))
                .toList();
    }

    private static Reading quickly(Supplier<Reading> reading) {
        AtomicLong used = new AtomicLong();
        Reading read = Assertions.assertTimeoutPreemptively(HANGING, () -> {
            long before = processorTime();
            Reading result = reading.get();
            used.set(processorTime() - before);
            return result;
        });
        assertThat(Duration.ofNanos(used.get())).isLessThan(QUICK);
        return read;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
