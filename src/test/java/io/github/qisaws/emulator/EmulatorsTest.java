package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.container.ContainerEngine;
import io.github.qisaws.container.ContainerEngines.Search;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which of the two ways is taken, and what is said when one fails. */
class EmulatorsTest {
    private static final Emulator PYTHON = new Fake();
    private static final ContainerEngine ENGINE = new ContainerEngine(
            "Docker", "20.10.24", "1.41", "context colima", URI.create("unix:///none/docker.sock"), Optional.empty());
    private static final Search FOUND = new Search(Optional.of(ENGINE), List.of(), List.of());
    private static final Search NONE = new Search(Optional.empty(), List.of(), List.of("Docker (/none/docker.sock)"));
    private static final Search SILENT =
            new Search(Optional.empty(), List.of("Colima (/none/colima.sock): no answer within 2 seconds"), List.of());
    private static final Emulators.ContainerWay FAILS = (engine, logs, progress) -> {
        throw new IllegalStateException("The engine failed.\nmore", new RuntimeException("connection refused"));
    };

    private final List<String> said = new ArrayList<>();

    @Test
    void aContainerIsTriedWhereThereIsASignOfAnEngine() {
        Emulator container = new Fake();
        assertThat(start("", FOUND, (engine, logs, progress) -> container)).isSameAs(container);
        assertThat(start("", NONE, (engine, logs, progress) -> container)).isSameAs(PYTHON);
        assertThat(start("python", FOUND, (engine, logs, progress) -> container))
                .isSameAs(PYTHON);
        assertThat(start("container", FOUND, (engine, logs, progress) -> container))
                .isSameAs(container);
    }

    @Test
    void pythonStepsInForAContainerThatFailsAndOneLineSaysWhy() {
        assertThat(start("", FOUND, FAILS)).isSameAs(PYTHON);
        assertThat(said)
                .containsExactly(
                        "starting the AWS emulator in Docker 20.10.24 (context colima)",
                        "no container, using Python instead (QIS_AWS_EMULATOR=python skips the container):"
                                + " The engine failed. (connection refused)");
    }

    @Test
    void whereThereIsNoSignOfAnEnginePythonNeedsNoReason() {
        assertThat(start("", NONE, FAILS)).isSameAs(PYTHON);
        assertThat(said).isEmpty();
    }

    @Test
    void anEngineThatShouldAnswerAndDoesNotIsNamed() {
        assertThat(start("", SILENT, FAILS)).isSameAs(PYTHON);
        assertThat(said)
                .containsExactly("no container, using Python instead (QIS_AWS_EMULATOR=python skips the container):"
                        + " No engine answered: Colima (/none/colima.sock): no answer within 2 seconds.");
    }

    @Test
    void enginesThatWerePassedOverAreNamed() {
        Emulator container = new Fake();
        Search later = new Search(Optional.of(ENGINE), List.of("context old: not in ~/.docker"), List.of());
        assertThat(start("", later, (engine, logs, progress) -> container)).isSameAs(container);
        assertThat(said).first().isEqualTo("container engine passed over: context old: not in ~/.docker");
    }

    @Test
    void aDownloadThatReportsItsProgressIsWaitedFor() {
        Emulator container = new Fake();
        Emulators.ContainerWay slow = (engine, logs, progress) -> {
            for (int second = 0; second < 4; second++) {
                pause(Duration.ofMillis(500));
                progress.accept("pulling");
            }
            return container;
        };
        assertThat(start("", FOUND, slow)).isSameAs(container);
    }

    @Test
    void anEngineThatNeverAnswersIsNotWaitedForAndWhatComesLateIsClosed() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        Fake late = new Fake();
        Emulators.ContainerWay hanging = (engine, logs, progress) -> {
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return late;
        };

        assertThat(start("", FOUND, hanging)).isSameAs(PYTHON);
        assertThat(said).last().asString().contains("The emulator did not answer within 1 seconds.");
        answers.countDown();
        assertThat(late.closed.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
    }

    @Test
    void aContainerThatWasAskedForIsNotReplaced() {
        Problem problem = problem("container", FOUND, FAILS);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(problem.why()).contains("connection refused");
        assertThat(problem.fix()).contains("docker pull motoserver/moto:", "QIS_AWS_EMULATOR=python");
    }

    @Test
    void anUnknownWayIsRefusedWithTheKnownOnes() {
        Problem problem = problem("docker", FOUND, FAILS);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.why()).contains("docker", "container, python");
        assertThat(said).isEmpty();
    }

    @Test
    void aContainerWithoutAnEngineSaysWhereOneWasLookedFor() {
        Problem problem = problem("container", NONE, FAILS);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(problem.why()).isEqualTo("No socket: Docker (/none/docker.sock).");
        assertThat(problem.fix()).contains("Start Docker or set DOCKER_HOST");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem problem(String wanted, Search search, Emulators.ContainerWay container) {
        return catchThrowableOfType(ProblemException.class, () -> start(wanted, search, container))
                .problem();
    }

    private Emulator start(String wanted, Search search, Emulators.ContainerWay container) {
        Map<String, String> ours = wanted.isEmpty() ? Map.of() : Map.of(Emulators.VARIABLE, wanted);
        return new Emulators(ours, () -> search, container, Duration.ofSeconds(1), (logs, progress) -> PYTHON)
                .start(Path.of("logs"), said::add);
    }

    private static final class Fake implements Emulator {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public String told() {
            return "";
        }

        @Override
        public Path log() {
            return Path.of("log");
        }

        @Override
        public List<String> leftovers() {
            return List.of();
        }

        @Override
        public List<String> requests() {
            return List.of();
        }

        @Override
        public Map<String, Integer> actions() {
            return Map.of();
        }

        @Override
        public List<String> lacking() {
            return List.of();
        }

        @Override
        public boolean isAlive() {
            return closed.getCount() > 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
