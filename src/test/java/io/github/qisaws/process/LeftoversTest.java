package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that outlived their starter, with a program that sleeps under an engine's name. */
@Timeout(120)
class LeftoversTest {
    private final Instant begin = Instant.now();
    private final Instant hourAgo = begin.minus(Duration.ofHours(1));
    private final Instant later = begin.plus(Duration.ofHours(1));

    @TempDir
    Path folder;

    private Process engine;
    private Process stranger;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        engine = sleeping("terraform");
        stranger = sleeping("sleeper");
    }

    @AfterEach
    void stop() {
        engine.destroyForcibly();
        stranger.destroyForcibly();
    }

    private Process sleeping(String name) throws IOException, InterruptedException {
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve(name));
        Process process = new ProcessBuilder("setsid", program.toString(), "60")
                .directory(folder.toFile())
                .start();
        for (int i = 0; i < 500 && !isCalled(process, name); i++) {
            Thread.sleep(10);
        }
        return process;
    }

    private static boolean isCalled(Process process, String name) {
        return process.toHandle().info().command().orElse("").endsWith(name);
    }

    @Test
    void anEngineOfTheGroupIsFoundAndEnded() throws InterruptedException {
        Leftovers leftovers = leftovers(engine.pid(), folder);
        assertThat(leftovers.living()).extracting(ProcessHandle::pid).containsExactly(engine.pid());
        leftovers.end(Duration.ofSeconds(10));
        assertThat(engine.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(leftovers.living()).isEmpty();
    }

    @Test
    void whoeverGotTheNumberLaterOrIsNoEngineIsLeftAlone() {
        assertThat(leftovers(stranger.pid(), folder).living()).isEmpty();
        assertThat(new Leftovers(engine.pid(), later, later, folder).living())
                .as("older than the run")
                .isEmpty();
        assertThat(leftovers(0, folder).living()).as("no group known").isEmpty();
    }

    @Test
    void anEngineThatGotTheNumberOfTheGroupAfterTheRunIsNotEnded() throws InterruptedException {
        Leftovers leftovers = new Leftovers(engine.pid(), hourAgo, hourAgo.plusSeconds(60), folder);
        assertThat(leftovers.living()).isEmpty();
        leftovers.end(Duration.ofSeconds(10));
        assertThat(engine.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void anEngineInAnotherFolderIsNotOurs() throws IOException {
        Assumptions.assumeTrue(ProcStat.isThere(), "the system does not report folders");
        assertThat(leftovers(engine.pid(), Files.createDirectory(folder.resolve("other")))
                        .living())
                .isEmpty();
        Path unreadable = Files.createDirectory(folder.resolve("4711"));
        assertThat(Leftovers.isElsewhere(folder, unreadable))
                .as("its folder is not known")
                .isFalse();
    }

    @Test
    void aProviderIsFoundWhenItsEngineIsGone() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("terraform-provider"));
        Process leader = new ProcessBuilder("setsid", "sh", "-c", program + " 60 >/dev/null 2>&1 & echo $!")
                .directory(folder.toFile())
                .start();
        long provider =
                Long.parseLong(new String(leader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        leader.waitFor();
        ProcessHandle handle = ProcessHandle.of(provider).orElseThrow();
        try {
            while (!Leftovers.name(handle).equals("terraform-provider")) {
                Thread.sleep(10);
            }
            // A provider may start at any time of the run.
            Leftovers leftovers = new Leftovers(leader.pid(), hourAgo, hourAgo.plusSeconds(1), folder);
            assertThat(leftovers.living()).extracting(ProcessHandle::pid).containsExactly(provider);
        } finally {
            handle.destroyForcibly();
        }
    }

    @Test
    void anEngineIsKnownByTheFolderInWhichItWorks() throws IOException {
        assertThat(pids(folder)).containsExactly(engine.pid());
        assertThat(pids(Files.createDirectory(folder.resolve("other")))).isEmpty();
    }

    @Test
    void aZombieIsNoEngine() throws IOException {
        try (Mortals mortals = new Mortals(folder)) {
            assertThat(leftovers(mortals.zombie("tofu").pid(), folder).living()).isEmpty();
        }
    }

    @Test
    void anEngineWhoseMainThreadHasEndedIsStillKnownByNameFolderAndGroup() throws IOException {
        Path apart = Files.createDirectory(folder.resolve("apart"));
        try (Mortals mortals = new Mortals(apart)) {
            ProcessHandle dying = mortals.dying("tofu");
            assertThat(dying.info().command()).as("Java knows no name").isEmpty();
            assertThat(pids(apart)).containsExactly(dying.pid());
            assertThat(leftovers(dying.pid(), apart).living())
                    .extracting(ProcessHandle::pid)
                    .containsExactly(dying.pid());
        }
    }

    /** Found when the engine has just started. */
    private Leftovers leftovers(long group, Path workspace) {
        return new Leftovers(group, begin, Instant.now(), workspace);
    }

    private static List<Long> pids(Path folder) {
        return Leftovers.workingIn(folder).stream().map(ProcessHandle::pid).toList();
    }
}
