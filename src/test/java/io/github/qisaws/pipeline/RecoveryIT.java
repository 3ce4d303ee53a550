package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.pipeline.Moment.Victim;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two-server environment in a run of bad luck, on the S3 backend: each disaster strikes what the one before left.
 * Here a sample; src/bench/disaster.sh spreads any number of moments over whole applies.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryIT {
    private static final String NAME = "classic";

    @TempDir
    static Path folder;

    private static DisasterArea area;
    private static Disaster disaster;

    @BeforeAll
    static void start() throws IOException {
        // The bucket of the access logs alone would take a minute.
        area = DisasterArea.make(
                folder, NAME, text -> text.replace("http: forward", "http: forward\n  access-logs: false"));
        disaster = area.disaster();
    }

    @AfterAll
    static void stop() {
        if (area != null) {
            area.close();
        }
    }

    @Test
    @Order(1)
    void afterAKillPlanAndApplySayWhatWasHalfDoneAndProposeRecover() throws Exception {
        disaster.plan(Mode.NORMAL);
        disaster.strike(Moment.of(Victim.ENGINE_GROUP, "KILL", 12), "apply", NAME, "--yes");
        assertThat(disaster.orphans()).as("there is something to recover").isPositive();

        assertThatThrownBy(() -> disaster.plan(Mode.NORMAL))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.LOCKED));
        assertThat(disaster.said)
                .anyMatch(line -> line.startsWith("The apply by process ") && line.contains(" was interrupted "))
                .anyMatch(line -> line.endsWith("qis-aws recover " + NAME));
        assertThatThrownBy(() -> disaster.deployments.saved(NAME, Optional.empty(), Set.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().fix()).contains("qis-aws recover " + NAME));
    }

    @Test
    @Order(2)
    void aRecoveryThatIsTerminatedItselfLosesNothingAndReleasesTheDeadLock() throws Exception {
        disaster.strike(Moment.of(Victim.QIS_AWS, "TERM", 10), "recover", NAME, "--yes");
        assertThat(Files.readString(disaster.log()))
                .contains("The state is locked. Lock owner: ", "Released state lock ", "Importing ");
    }

    @Test
    @Order(3)
    void whatTheEngineSavedWithoutItsBucketIsTakenUp() throws Exception {
        Process recovery = disaster.startUntil(3, "recover", NAME, "--yes");
        disaster.loseStateBucket();
        assertThat(Disaster.end(recovery)).isEqualTo(ExitCode.FAILED.number());
        assertThat(disaster.folder().resolve("errored.tfstate")).isRegularFile();
        disaster.restoreStateBucket();

        disaster.recover();
        assertThat(disaster.said).anyMatch(line -> line.startsWith("Pushing the state that Terraform saved"));
        assertThat(disaster.folder().resolve("errored.tfstate")).doesNotExist();
        disaster.assertStanding();
    }

    @Test
    @Order(4)
    void aReplacementThatWasKilledIsTakenUpAndWhatItReplacesIsDestroyed() throws Exception {
        disaster.publishImage();
        disaster.plan(Mode.NORMAL);
        // After both facts about the AMI, the launch template, and the new server.
        disaster.strike(Moment.of(Victim.ENGINE_GROUP, "KILL", 5), "apply", NAME, "--yes");
        assertThatThrownBy(() -> disaster.deployments.saved(NAME, Optional.empty(), Set.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().fix()).contains("qis-aws recover " + NAME));
        assertThat(Disaster.end(disaster.start("recover", NAME, "--yes"))).isZero();
        assertThat(Files.readString(disaster.log()))
                .contains("Replaced in AWS, but the state still has", "Recovered.", "Rollout complete: ");
        disaster.assertStanding();
    }

    @Test
    @Order(5)
    void aDestroyThatWasKilledIsFinishedAndNothingIsLeft() throws Exception {
        disaster.strike(Moment.of(Victim.QIS_AWS, "KILL", 8), "destroy", NAME, "--yes");
        assertThatThrownBy(() -> disaster.recover(RecoveryIT::declineToGoOn)).isInstanceOf(ProblemException.class);
        assertThat(disaster.effects.sentence())
                .startsWith("No AWS resources were changed. This command ")
                .contains("released state lock ");
        disaster.recover();
        assertThat(disaster.said).anyMatch(line -> line.startsWith("The destroy by process "));
        disaster.assertNothingLeft();
    }

    private static void declineToGoOn(String question) {
        if (question.startsWith("Continue to destroy ")) {
            throw new Problem(ExitCode.DECLINED, "declined", question, "").asException();
        }
    }
}
