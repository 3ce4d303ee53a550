package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which of the two ways is taken, and what is said when one fails. */
class EmulatorsTest {
    private static final Emulator PYTHON = new Fake();
    private static final Emulators.Way NO_ENGINE = (logs, progress) -> {
        throw new IllegalStateException(
                "Could not find a valid Docker environment.\nmore", new RuntimeException("connection refused"));
    };

    private final List<String> said = new ArrayList<>();

    @Test
    void aContainerIsTriedWhereThereIsASignOfAnEngine() {
        Emulator container = new Fake();
        assertThat(start("", true, (logs, progress) -> container)).isSameAs(container);
        assertThat(start("", false, (logs, progress) -> container)).isSameAs(PYTHON);
        assertThat(start("python", true, (logs, progress) -> container)).isSameAs(PYTHON);
        assertThat(start("container", false, (logs, progress) -> container)).isSameAs(container);
    }

    @Test
    void pythonStepsInForAContainerThatFailsAndOneLineSaysWhy() {
        assertThat(start("", true, NO_ENGINE)).isSameAs(PYTHON);
        assertThat(said)
                .containsExactly(
                        "starting the AWS emulator in a container",
                        "no container, using Python instead (QIS_AWS_EMULATOR=python skips the container):"
                                + " Could not find a valid Docker environment. (connection refused)");
    }

    @Test
    void anEngineThatNeverAnswersIsNotWaitedForAndWhatComesLateIsClosed() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        Fake late = new Fake();
        Emulators.Way hanging = (logs, progress) -> {
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return late;
        };

        assertThat(start("", true, hanging)).isSameAs(PYTHON);
        assertThat(said).last().asString().contains("The emulator did not answer within 1 seconds.");
        answers.countDown();
        assertThat(late.closed.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
    }

    @Test
    void aContainerThatWasAskedForIsNotReplaced() {
        Problem problem = problem("container", NO_ENGINE);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(problem.why()).contains("connection refused");
        assertThat(problem.fix()).contains("docker pull motoserver/moto:", "QIS_AWS_EMULATOR=python");
    }

    @Test
    void anUnknownWayIsRefusedWithTheKnownOnes() {
        Problem problem = problem("docker", NO_ENGINE);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.why()).contains("docker", "container, python");
        assertThat(said).isEmpty();
    }

    private Problem problem(String wanted, Emulators.Way container) {
        return catchThrowableOfType(ProblemException.class, () -> start(wanted, true, container))
                .problem();
    }

    private Emulator start(String wanted, boolean likely, Emulators.Way container) {
        Map<String, String> ours = wanted.isEmpty() ? Map.of() : Map.of(Emulators.VARIABLE, wanted);
        return new Emulators(ours, likely, container, Duration.ofSeconds(1), (logs, progress) -> PYTHON)
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
