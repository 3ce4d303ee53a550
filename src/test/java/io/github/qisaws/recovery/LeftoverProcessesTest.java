package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Mortals;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which processes recover waits for, ends, or leaves alone, with real processes under an engine's name. */
@Timeout(60)
class LeftoverProcessesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String STOP = "Wait for it to finish, or press Ctrl-C in its terminal to stop it gracefully.";

    private final Path folder;

    @AutoClose
    private final Mortals mortals;

    private final List<String> said = new ArrayList<>();
    private final Instant begin = Instant.now();
    /** What happens once recover has said something. */
    private Runnable onWord = () -> {};

    LeftoverProcessesTest(@TempDir Path folder) {
        this.folder = folder;
        this.mortals = new Mortals(folder);
    }

    @Test
    void anEngineThatTakesFiveSecondsToDieIsWaitedFor() throws IOException {
        ProcessHandle engine = mortals.dying("terraform", Duration.ofSeconds(5));
        onWord = () -> mortals.letGo(engine);
        survivors(LONG).requireNoEngine();
        assertThat(said).containsExactly(waiting(engine, "terraform") + "it was killed or is exiting…");
        assertThat(engine.isAlive()).isFalse();
    }

    @Test
    void anOrphanWhoseWatcherIsAboutToKillItIsWaitedFor() throws Exception {
        ProcessHandle engine = mortals.orphan("tofu");
        onWord = engine::destroyForcibly;
        survivors(LONG).requireNoEngine();
        assertThat(said).containsExactly(waiting(engine, "tofu") + "the process that started it no longer runs…");
    }

    @Test
    void aZombieIsNotWaitedFor() throws IOException {
        ProcessHandle zombie = mortals.zombie("terraform");
        Run run = run(zombie, zombie.pid());
        assertThat(run.isAlive()).isFalse();
        LeftoverProcesses survivors = survivors(LONG);
        survivors.requireNoRun();
        survivors.end(List.of(run));
        survivors.requireNoEngine();
        assertThat(said).isEmpty();
    }

    @Test
    void anEngineThatWorksIsLeftAloneAndRefusedAtOnce() throws IOException {
        ProcessHandle engine = mortals.working("terraform");
        ProcessHandle dying = mortals.dying("terraform-provider");
        Problem problem = refused(() -> survivors(LONG).requireNoEngine());
        assertThat(problem.what()).isEqualTo("another run on demo is in progress");
        assertThat(problem.why()).startsWith("Terraform is running in " + folder + ": process ");
        assertThat(problem.fix()).isEqualTo(STOP);
        assertThat(said).isEmpty();
        assertThat(dying.isAlive()).as("it was not waited for").isTrue();
        assertThat(engine.isAlive()).isTrue();
    }

    @Test
    void anOrphanThatGoesOnWorkingIsLeftAlone() throws Exception {
        ProcessHandle engine = mortals.orphan("terraform");
        Problem problem = refused(() -> survivors(Duration.ofSeconds(1)).requireNoEngine());
        assertThat(problem.fix())
                .isEqualTo("Wait for it to finish, or run kill -s INT " + engine.pid() + " to stop it gracefully.");
        assertThat(engine.isAlive()).isTrue();
    }

    @Test
    void anEngineThatDoesNotEndInTimeIsNamed() throws IOException {
        ProcessHandle engine = mortals.dying("terraform");
        Problem problem = refused(() -> survivors(Duration.ofSeconds(1)).requireNoEngine());
        assertThat(problem.what()).isEqualTo("a killed process of demo has not exited");
        assertThat(problem.why())
                .isEqualTo(
                        "Process " + engine.pid() + " was killed or is exiting, but did not exit within 1 second. Its"
                                + " last writes may be pending.");
    }

    @Test
    void aQisAwsThatIsDyingIsWaitedFor() throws IOException {
        ProcessHandle qisAws = mortals.dying("java");
        onWord = () -> mortals.letGo(qisAws);
        assertThat(run(qisAws, 0).isAlive()).isTrue();
        survivors(LONG).requireNoRun();
        assertThat(said).containsExactly(waiting(qisAws, "java") + "it was killed or is exiting…");
    }

    @Test
    void aQisAwsThatWorksIsLeftAloneAndRefusedAtOnce() {
        run(ProcessHandle.current(), 0);
        Problem problem = refused(() -> survivors(LONG).requireNoRun());
        assertThat(problem.what()).isEqualTo("another run on demo is in progress");
        assertThat(problem.fix()).isEqualTo(STOP);
        assertThat(said).isEmpty();
    }

    @Test
    void anEngineOfADeadRunThatIsDyingAlreadyIsWaitedForAndNotAskedToEnd() throws IOException {
        ProcessHandle engine = mortals.dying("terraform");
        onWord = () -> mortals.letGo(engine);
        survivors(LONG).end(List.of(run(engine, engine.pid())));
        assertThat(said).containsExactly(waiting(engine, "terraform") + "it was killed or is exiting…");
        assertThat(engine.isAlive()).isFalse();
    }

    @Test
    void anEngineOfADeadRunThatWorksIsEnded() throws IOException {
        ProcessHandle engine = mortals.working("terraform");
        survivors(LONG).end(List.of(run(mortals.zombie("java"), engine.pid())));
        assertThat(said).contains("Stopping 1 process of the interrupted run…");
        assertThat(engine.isAlive()).isFalse();
    }

    @Test
    void aLaterEngineWithTheNumberOfADeadRunsGroupIsLeftAlone() throws IOException {
        ProcessHandle engine = mortals.working("terraform");
        run(mortals.zombie("java"), engine.pid());
        Instant hourAgo = begin.minus(Duration.ofHours(1));
        Folders.write(journal(), Folders.read(journal()).replaceAll("\"at\":\"[^\"]+\"", "\"at\":\"" + hourAgo + "\""));
        survivors(LONG).end(Run.readAll(journal()));
        assertThat(said).isEmpty();
        assertThat(engine.isAlive()).isTrue();
    }

    private LeftoverProcesses survivors(Duration moment) {
        return new LeftoverProcesses(
                "demo", folder, journal(), this::hear, new Effects(), new SystemProcessTable(folder), moment);
    }

    private void hear(String line) {
        said.add(line);
        onWord.run();
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** A run by this process, begun with the test, whose journal is then said to be another's. */
    private Run run(ProcessHandle qisAws, long group) {
        ProcessHandle self = ProcessHandle.current();
        try (Journal journal = Journal.begin(journal(), "NORMAL", "plan")) {
            journal.engine(group);
        }
        String text = Folders.read(journal())
                .replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + begin + "\"")
                .replace("\"pid\":" + self.pid(), "\"pid\":" + qisAws.pid())
                .replace(since(self), since(qisAws))
                .replace(ticks(self), ticks(qisAws));
        Folders.write(journal(), text);
        return Run.readAll(journal()).get(0);
    }

    private static String since(ProcessHandle handle) {
        return "\"since\":\"" + handle.info().startInstant().orElseThrow() + "\"";
    }

    private static String ticks(ProcessHandle handle) {
        return "\"ticks\":" + ProcessStart.ticks(handle.pid()).orElse(0L);
    }

    private static String waiting(ProcessHandle handle, String name) {
        return "Waiting for process " + handle.pid() + " (" + name + ") to exit: ";
    }

    private static Problem refused(Runnable action) {
        ProblemException refused = Assertions.catchThrowableOfType(ProblemException.class, action::run);
        assertThat(refused.problem().exitCode()).isEqualTo(ExitCode.LOCKED);
        return refused.problem();
    }
}
