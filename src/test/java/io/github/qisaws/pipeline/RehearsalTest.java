package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal does in which order, and when it fails, with a scripted engine and a stand-in for the emulator. */
class RehearsalTest {
    private static final String CREATE = "terraform-1.11-create";
    private static final String UNCHANGED = "terraform-1.11-unchanged";
    private static final String DESTROY = Recordings.unprotectedDestroy();

    @TempDir
    Path folder;

    private final List<Review> shown = new ArrayList<>();
    private final List<StandIn> emulators = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();
    private final List<String> resources = new ArrayList<>(List.of("ec2/eu-west-1/vpc/default"));
    private Map<String, String> variables = Map.of();
    private boolean stopped;
    private boolean silent;
    private ScriptedProject scripted;
    private Script script;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo", "production");
        script = scripted.script.plans(CREATE).plans(UNCHANGED).plans(DESTROY);
    }

    @Test
    void aPreparedEmulatorSeesPlanApplyAnEmptyPlanAndADestroyWithAReviewBeforeTheApply() {
        rehearse();
        assertThat(script.verbs.stream().filter(RehearsalTest::isStage))
                .containsExactly(
                        "account", "plan normal", "apply", "plan normal", "the user's turn", "plan destroy", "apply");
        assertThat(shown).hasSize(1);
        assertThat(emulators).singleElement().matches(emulator -> emulator.closed);
    }

    private static boolean isStage(String verb) {
        return verb.startsWith("plan")
                || verb.equals("apply")
                || verb.equals("account")
                || verb.equals("the user's turn");
    }

    @Test
    void theUserGetsTheVariablesThatPointToTheEmulator() {
        rehearse();
        assertThat(variables).containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:4599");
    }

    @Test
    void theUserSeesEachStage() {
        rehearse();
        assertThat(scripted.said)
                .containsSubsequence(
                        "Starting a stand-in",
                        "AWS emulator: a stand-in",
                        "\nPlanning demo…",
                        "\nApplying it…",
                        "\nPlanning again; the second plan must be empty…",
                        "The second plan is empty.",
                        "\nDestroying it…",
                        "AWS's service models: 7 requests of 2 operations, 1 problems\n"
                                + "  ec2 CreateSubnet: .VpcId is missing",
                        "IAM: 3 calls need 2 actions, not in the policy of qis-aws permissions: rds:CreateDBInstance",
                        "No resources remain in the emulator except those from before the plan.");
    }

    @Test
    void aProtectedEnvironmentIsNotRehearsed() {
        Problem problem = problem(() -> rehearse("production"));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.fix()).contains("protect: false");
        assertThat(emulators).isEmpty();
        assertThat(script.verbs).isEmpty();
    }

    @Test
    void aSecondPlanThatIsNotEmptyIsShownAndFailsTheRehearsal() throws IOException {
        scripted = new ScriptedProject(folder.resolve("other"), "demo");
        script = scripted.script.plans(CREATE);
        Problem problem = problem(this::rehearse);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(problem.what()).isEqualTo("the second plan of demo is not empty");
        assertThat(shown).hasSize(2);
        assertThat(script.verbs).doesNotContain("the user's turn", "plan destroy");
        assertThat(emulators).singleElement().matches(emulator -> emulator.closed);
    }

    @Test
    void aResourceThatRemainsAfterDestroyFailsTheRehearsalUnlessItWasThereBefore() {
        script.afterApply(() -> resources.add("s3/global/bucket/forgotten"));
        Problem problem = problem(this::rehearse);
        assertThat(problem.what()).endsWith("resources remain in the emulator after destroy");
        assertThat(problem.why()).contains("s3/global/bucket/forgotten").doesNotContain("default");
        assertThat(scripted.said).noneMatch(line -> line.startsWith("No resources remain"));
    }

    @Test
    void callsThatTheEmulatorDoesNotSupportAreNamedAlsoIfTheRehearsalFails() {
        unsupported.add("cloudwatch PutAnomalyDetector (moto lacks it)");
        script.applies(failure());
        assertThat(problem(this::rehearse).what()).isEqualTo("no connection");
        assertThat(scripted.said).anyMatch(line -> line.contains("\n  cloudwatch PutAnomalyDetector"));
    }

    @Test
    void withoutSuchCallsTheEmulatorIsNotBlamed() {
        rehearse();
        assertThat(scripted.said).noneMatch(line -> line.contains("does not support"));
    }

    @Test
    void anEmulatorThatStoppedIsNotAskedWhatItLacks() {
        unsupported.add("an answer of a stopped emulator");
        stopped = true;
        script.applies(failure());
        assertThat(problem(this::rehearse).what()).isEqualTo("no connection");
        assertThat(scripted.said).noneMatch(line -> line.contains("does not support"));
    }

    @Test
    void anEmulatorThatNoLongerAnswersDoesNotHideTheFailure() {
        silent = true;
        script.applies(failure());
        assertThat(problem(this::rehearse).what()).isEqualTo("no connection");
    }

    @Test
    void filesAboutAnEarlierEmulatorOnTheSamePortAreNotUsed() {
        Path old = scripted.project.scratch().area("emulator-4599").resolve("environments/demo/old");
        Folders.write(old, "of an earlier emulator");
        script.whileShown(() -> assertThat(old).doesNotExist());
        rehearse();
        assertThat(scripted.project.scratch().area("emulator-4599")).doesNotExist();
    }

    @Test
    void theFilesOfARehearsalThatFailedAreKeptForASearchOfTheCause() {
        script.applies(failure());
        problem(this::rehearse);
        assertThat(scripted.project.scratch().area("emulator-4599")).exists();
    }

    private static Outcome failure() {
        return new Outcome.Failed(
                Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());
    }

    private void rehearse() {
        rehearse("demo");
    }

    private void rehearse(String name) {
        new Rehearsal(scripted.project, scripted.tools(), scripted.said::add, shown::add, (logs, progress) -> {
                    progress.accept("Starting a stand-in");
                    emulators.add(new StandIn());
                    return emulators.get(emulators.size() - 1);
                })
                .run(name, (emulator, environment) -> script.verbs.add("account"), given -> {
                    script.verbs.add("the user's turn");
                    variables = given;
                });
    }

    /** An emulator that holds what this test says. */
    private final class StandIn implements Emulator {
        private boolean closed;

        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:4599");
        }

        @Override
        public String told() {
            return "a stand-in";
        }

        @Override
        public Path log() {
            return folder.resolve("log");
        }

        @Override
        public List<String> leftovers() {
            return List.copyOf(resources);
        }

        @Override
        public List<String> requests() {
            return List.of("7 requests of 2 operations, 1 problems", "ec2 CreateSubnet: .VpcId is missing");
        }

        /** The account was prepared with a call that does not count. */
        @Override
        public Map<String, Integer> actions() {
            Map<String, Integer> prepared = Map.of("s3:CreateBucket", 1);
            return variables.isEmpty()
                    ? prepared
                    : Map.of("s3:CreateBucket", 1, "ec2:CreateVpc", 2, "rds:CreateDBInstance", 1);
        }

        @Override
        public List<String> lacking() {
            if (silent) {
                throw new Problem(ExitCode.UNAVAILABLE, "the emulator does not answer", "", "").asException();
            }
            return unsupported;
        }

        @Override
        public boolean isAlive() {
            return !stopped;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
