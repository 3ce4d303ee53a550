package io.github.qisaws.recovery;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static io.github.qisaws.recovery.TestProcesses.ending;
import static io.github.qisaws.recovery.TestProcesses.gone;
import static io.github.qisaws.recovery.TestProcesses.orphan;
import static io.github.qisaws.recovery.TestProcesses.working;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.ProcessState;
import io.github.qisaws.workspace.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which processes recover waits for, stops, or leaves alone, and what it reports of them. */
@Timeout(10)
class LeftoverDecisionsTest {
    private static final String IN_PROGRESS = "another run on demo is in progress";
    private static final String HANGING = "a killed process of demo has not exited";
    private static final String STOP = "Wait for it to finish, or press Ctrl-C in its terminal to stop it gracefully.";
    private static final String NOTHING = "Nothing was changed.";

    @TempDir
    Path folder;

    private final TestProcesses processes = new TestProcesses();
    private final List<String> said = new ArrayList<>();
    private final Effects effects = new Effects();

    @Test
    void aRunThatWorksIsInProgressAndNotWaitedFor() {
        long pid = begun().pid();
        Problem problem = refused(() -> leftovers().requireNoRun());
        assertThat(problem.what()).isEqualTo(IN_PROGRESS);
        assertThat(problem.why()).startsWith("Process " + pid + " on this machine, started at ");
        assertThat(problem.fix()).isEqualTo(STOP);
        assertThat(processes.waited).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void aRunThatIsExitingIsWaitedForAndThenRecovered() {
        long pid = begun().pid();
        processes.qisAws = ProcessState.ENDING;
        processes.onWait = time -> {
            if (time.toSeconds() == 5) {
                Folders.delete(journal());
            }
        };
        leftovers().requireNoRun();
        assertThat(processes.waited).hasSeconds(5);
        assertThat(said).containsExactly(waiting(pid, "java") + "it was killed or is exiting…");
    }

    @Test
    void aRunThatNeverExitsIsNotRecovered() {
        long pid = begun().pid();
        processes.qisAws = ProcessState.ENDING;
        Problem problem = refused(() -> leftovers().requireNoRun());
        assertThat(problem.what()).isEqualTo(HANGING);
        assertThat(problem.why())
                .isEqualTo("Process " + pid + " was killed or is exiting, but did not exit within 10 seconds. Its last"
                        + " writes may be pending.");
        assertThat(processes.waited).hasSeconds(10);
    }

    @Test
    void aRunThatExitsBetweenTwoLooksIsNotInProgress() {
        begun();
        processes.qisAws = ProcessState.GONE;
        leftovers().requireNoRun();
        assertThat(said).isEmpty();
        assertThat(processes.waited).isZero();
    }

    @Test
    void enginesOfAnInterruptedRunAreStoppedAndNamed() {
        Run run = begun();
        processes.ofRun.addAll(List.of(working(11), orphan(12)));
        leftovers().end(List.of(run));
        assertThat(processes.stopped).containsExactly(run.id());
        assertThat(said).containsExactly("Stopping 2 processes of the interrupted run…");
        assertThat(effects.sentence()).endsWith("This command stopped processes 11, 12 of an interrupted run.");
    }

    @Test
    void aRunOnAnotherMachineHasNoProcessesToStopHere() {
        begun();
        Folders.write(journal(), Folders.read(journal()).replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"elsewhere\""));
        processes.ofRun.add(working(11));
        leftovers().end(Run.readAll(journal()));
        assertThat(processes.stopped).isEmpty();
        assertThat(effects.sentence()).isEqualTo(NOTHING);
    }

    @Test
    void aRunWithoutEnginesStopsNothing() {
        leftovers().end(List.of(begun()));
        assertThat(processes.stopped).isEmpty();
        assertThat(said).isEmpty();
        assertThat(effects.sentence()).isEqualTo(NOTHING);
    }

    @Test
    void anEngineThatIsExitingIsWaitedForAndNotStopped() {
        processes.ofRun.add(ending(11));
        processes.onWait = time -> processes.ofRun.clear();
        leftovers().end(List.of(begun()));
        assertThat(processes.stopped).isEmpty();
        assertThat(said).containsExactly(waiting(11, "terraform") + "it was killed or is exiting…");
        assertThat(effects.sentence()).isEqualTo(NOTHING);
    }

    @Test
    void aStoppedEngineThatTakesTimeToExitIsWaitedForAndReportedOnce() {
        processes.ofRun.add(working(11));
        processes.onStop = () -> {};
        processes.onWait = time -> {
            if (time.toSeconds() == 3) {
                processes.ofRun.clear();
            }
        };
        leftovers().end(List.of(begun()));
        assertThat(said)
                .containsExactly(
                        "Stopping 1 process of the interrupted run…",
                        waiting(11, "terraform") + "it was killed or is exiting…");
        assertThat(effects.sentence()).endsWith("This command stopped process 11 of an interrupted run.");
    }

    @Test
    void anEngineOfAnotherUserIsNotSaidToBeStopped() {
        processes.ofRun.addAll(List.of(working(11), working(12), gone(13)));
        processes.onStop = () -> processes.ofRun.remove(0);
        Problem problem = refused(() -> leftovers().end(List.of(begun())));
        assertThat(problem.what()).isEqualTo("a process of an interrupted run on demo is still running");
        assertThat(problem.why()).isEqualTo("Process 12 of an interrupted run could not be killed.");
        assertThat(problem.fix()).isEqualTo("Run qis-aws recover demo as the user who started that run.");
        assertThat(effects.sentence()).endsWith("This command stopped process 11 of an interrupted run.");
    }

    @Test
    void nothingIsSaidToBeStoppedIfAllStayed() {
        processes.ofRun.add(working(11));
        processes.onStop = () -> {};
        refused(() -> leftovers().end(List.of(begun())));
        assertThat(effects.sentence()).isEqualTo(NOTHING);
    }

    @Test
    void anEngineThatHangsInTheKernelIsNamed() {
        processes.ofRun.add(working(11));
        processes.onStop = () -> processes.ofRun.set(0, ending(11));
        Problem problem = refused(() -> leftovers().end(List.of(begun())));
        assertThat(problem.what()).isEqualTo(HANGING);
        assertThat(problem.why()).startsWith("Process 11 was killed or is exiting");
    }

    @Test
    void anEngineThatIsGoneWhenItIsLookedAtAgainIsNoProblem() {
        processes.ofRun.add(working(11));
        processes.onStop = () -> processes.ofRun.set(0, gone(11));
        leftovers().end(List.of(begun()));
        processes.inFolder.add(gone(12));
        leftovers().requireNoEngine();
    }

    @Test
    void anEngineInTheFolderIsRefusedAtOnce() {
        processes.inFolder.addAll(List.of(ending(11), orphan(12), working(13)));
        Problem problem = refused(() -> leftovers().requireNoEngine());
        assertThat(problem.what()).isEqualTo(IN_PROGRESS);
        assertThat(problem.why()).isEqualTo("Terraform is running in " + folder + ": process 11, 12, 13.");
        assertThat(problem.fix()).isEqualTo(STOP);
        assertThat(processes.waited).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void anOrphanInTheFolderThatGoesOnWorkingIsLeftToTheUser() {
        processes.inFolder.addAll(List.of(ending(11), orphan(12)));
        Problem problem = refused(() -> leftovers().requireNoEngine());
        assertThat(problem.fix()).isEqualTo("Wait for it to finish, or run kill -s INT 11 12 to stop it gracefully.");
        assertThat(processes.waited).hasSeconds(10);
        assertThat(said)
                .containsExactly(
                        waiting(11, "terraform") + "it was killed or is exiting…",
                        waiting(12, "terraform") + "the process that started it no longer runs…");
        assertThat(processes.stopped).isEmpty();
    }

    @Test
    void anOrphanInTheFolderThatItsWatcherKillsIsWaitedFor() {
        processes.inFolder.add(orphan(12));
        processes.onWait = time -> processes.inFolder.clear();
        leftovers().requireNoEngine();
        assertThat(processes.waited).hasSeconds(1);
    }

    @Test
    void anEngineInTheFolderThatHangsInTheKernelIsNamed() {
        processes.inFolder.add(ending(11));
        assertThat(refused(() -> leftovers().requireNoEngine()).what()).isEqualTo(HANGING);
    }

    @Test
    void anInterruptedThreadWaitsForNothing() {
        processes.inFolder.add(ending(11));
        Thread.currentThread().interrupt();
        refused(() -> leftovers().requireNoEngine());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(processes.waited).isZero();
    }

    private LeftoverProcesses leftovers() {
        return new LeftoverProcesses("demo", folder, journal(), said::add, effects, processes, Duration.ofSeconds(10));
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** A run of this process. */
    private Run begun() {
        Journal.begin(journal(), "NORMAL", "plan").close();
        return Run.readAll(journal()).get(0);
    }

    private static String waiting(long pid, String name) {
        return "Waiting for process " + pid + " (" + name + ") to exit: ";
    }

    private static Problem refused(Runnable action) {
        Problem problem = problem(action);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED);
        return problem;
    }
}
