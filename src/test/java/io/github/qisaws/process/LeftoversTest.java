package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that outlived their starter, with a program that sleeps under an engine's name. */
class LeftoversTest {
    private final Instant begin = Instant.now();

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
        Leftovers leftovers = new Leftovers(engine.pid(), begin);
        assertThat(leftovers.living()).extracting(ProcessHandle::pid).containsExactly(engine.pid());
        leftovers.end(Duration.ofSeconds(10));
        assertThat(engine.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(leftovers.living()).isEmpty();
    }

    @Test
    void whoeverGotTheNumberLaterOrIsNoEngineIsLeftAlone() {
        assertThat(new Leftovers(stranger.pid(), begin).living()).isEmpty();
        assertThat(new Leftovers(engine.pid(), Instant.now().plus(Duration.ofMinutes(1))).living())
                .as("older than the run")
                .isEmpty();
        assertThat(new Leftovers(0, begin).living()).as("no group known").isEmpty();
    }

    @Test
    void anEngineIsKnownByTheFolderInWhichItWorks() throws IOException {
        assertThat(pids(folder)).containsExactly(engine.pid());
        assertThat(pids(Files.createDirectory(folder.resolve("other")))).isEmpty();
    }

    @Test
    void aZombieIsNoEngine() throws IOException {
        try (Mortals mortals = new Mortals(folder)) {
            assertThat(new Leftovers(mortals.zombie("tofu").pid(), begin).living())
                    .isEmpty();
        }
    }

    @Test
    void anEngineWhoseMainThreadHasEndedIsStillKnownByNameFolderAndGroup() throws IOException {
        Path apart = Files.createDirectory(folder.resolve("apart"));
        try (Mortals mortals = new Mortals(apart)) {
            ProcessHandle dying = mortals.dying("tofu");
            assertThat(dying.info().command()).as("Java knows no name").isEmpty();
            assertThat(pids(apart)).containsExactly(dying.pid());
            assertThat(new Leftovers(dying.pid(), begin).living())
                    .extracting(ProcessHandle::pid)
                    .containsExactly(dying.pid());
        }
    }

    private static List<Long> pids(Path folder) {
        return Leftovers.workingIn(folder).stream().map(ProcessHandle::pid).toList();
    }
}
