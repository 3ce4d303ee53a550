package io.github.qisaws.pipeline;

import static io.github.qisaws.aws.ScriptedDatabase.database;
import static io.github.qisaws.aws.ScriptedDatabase.snapshot;
import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.ScriptedDatabase;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of an upgrade, each cut short once and run again, with a scripted engine and account. */
class DatabaseUpgradeTest {
    private static final String CHANGES = "terraform-1.11-create";
    private static final String UNCHANGED = "terraform-1.11-unchanged";

    @TempDir
    Path folder;

    private final ScriptedDatabase account = new ScriptedDatabase();
    private final List<String> told = new ArrayList<>();
    private ScriptedProject scripted;
    private Script script;
    private Path file;
    private boolean consents = true;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "staging");
        script = scripted.script;
        file = scripted.project.folder("staging").resolve("environment.yaml");
        script.afterApply(() -> {
            account.changes.add("apply");
            account.database = Optional.of(database("17.6", "available", "pending-reboot"));
        });
    }

    @Test
    void theStepsAreInOrderAndTheSnapshotStays() {
        script.plans(CHANGES).plans(UNCHANGED);
        List<String> result = upgrade("17");
        assertThat(account.changes).containsExactly("file 17", "snapshot", "apply", "reboot");
        assertThat(result.get(0))
                .isEqualTo("qis-database-staging runs PostgreSQL 17.6, parameter group qis-database-17-staging in-sync."
                        + " The next plan is empty.");
        assertThat(result).contains("serves");
        assertThat(told)
                .anyMatch(line -> line.contains("16.10 → 17.6"))
                .anyMatch(line -> line.contains("cannot be undone"));
        assertThat(scripted.said)
                .anyMatch(line -> line.contains("aws rds delete-db-snapshot")
                        && line.contains("qis-database-staging-v16-10-20260101-080000"));
    }

    @Test
    void whatRunsAlreadyIsNotPlanned() throws IOException {
        Files.writeString(file, Files.readString(file).replace("database:\n", "database:\n  engine-version: \"17\"\n"));
        account.database = Optional.of(database("17.6", "available", "in-sync"));
        assertThat(upgrade("17")).containsExactly("qis-database-staging already runs PostgreSQL 17.6.");
        assertThat(script.verbs).isEmpty();
    }

    @Test
    void withoutConsentNothingHappens() {
        script.plans(CHANGES);
        consents = false;
        assertThat(problem(() -> upgrade("17")).exitCode()).isEqualTo(ExitCode.DECLINED);
        assertThat(account.changes).containsExactly("file as before");
        assertThat(scripted.effects.sentence()).startsWith("No AWS resources were changed.");
    }

    @Test
    void aPinnedVersionIsExplained() {
        script.plans(CHANGES).plans(UNCHANGED);
        account.defaults = Map.of("17", "17.5");
        script.afterApply(() -> account.database = Optional.of(database("17.10", "available", "in-sync")));
        upgrade("17");
        assertThat(told).anyMatch(line -> line.contains("The environment file gets \"17.10\""));
        assertThat(account.changes).containsExactly("file 17.10", "snapshot");
    }

    @Test
    void aFreshSnapshotIsNotRepeated() {
        script.plans(CHANGES).plans(UNCHANGED);
        account.snapshots.add(snapshot("available", 30));
        upgrade("17");
        assertThat(account.changes).containsExactly("file 17", "apply", "reboot");
    }

    @Test
    void aRunningSnapshotIsWaitedForInsteadOfASecondOne() {
        script.plans(CHANGES).plans(CHANGES).plans(UNCHANGED);
        account.snapshots.add(snapshot("creating", 30));
        assertThat(problem(() -> upgrade("17", Duration.ZERO)).why()).contains("creating");
        account.snapshots.set(0, snapshot("available", 30));
        upgrade("17");
        assertThat(account.changes).containsExactly("file 17", "file 17", "apply", "reboot");
    }

    @Test
    void anOldSnapshotIsRepeated() {
        script.plans(CHANGES).plans(UNCHANGED);
        account.snapshots.add(new DatabaseAccount.Snapshot(
                "qis-database-staging-v16-10-20251231-080000",
                "16.10",
                "available",
                100,
                Optional.of(ScriptedDatabase.NOW.minus(Duration.ofDays(1)))));
        upgrade("17");
        assertThat(account.changes).containsExactly("file 17", "snapshot", "apply", "reboot");
    }

    @Test
    void withoutItsSnapshotNothingIsApplied() {
        script.plans(CHANGES);
        account.snapshotStatus = "failed";
        assertThat(problem(() -> upgrade("17")).what()).contains("snapshot", "failed");
        assertThat(account.changes).containsExactly("file 17", "snapshot");
        assertThat(script.verbs).noneMatch("apply"::equals);
    }

    @Test
    void theNextRunAfterAFailedApplyTakesNoSecondSnapshot() {
        script.plans(CHANGES).applies(failure());
        script.afterApply(() -> account.changes.add("apply"));
        problem(() -> upgrade("17"));
        assertThat(account.changes).startsWith("file 17", "snapshot");
        script.applies(failure());
        problem(() -> upgrade("17"));
        assertThat(account.changes).containsOnlyOnce("snapshot");
    }

    @Test
    void anUpgradeThatRunsIsWaitedFor() {
        account.next.add(database("16.10", "upgrading", "in-sync"));
        account.next.add(database("17.6", "available", "pending-reboot"));
        script.plans(UNCHANGED);
        List<String> result = upgrade("17");
        assertThat(account.changes).containsExactly("file 17", "reboot");
        assertThat(told).anyMatch(line -> line.contains("already runs PostgreSQL 17.6") && line.contains("reboot"));
        assertThat(result.get(0)).contains("in-sync");
        assertThat(scripted.said).anyMatch(line -> line.contains("upgrading"));
    }

    @Test
    void aRebootThatRunsIsWaitedFor() throws IOException {
        Files.writeString(file, Files.readString(file).replace("database:\n", "database:\n  engine-version: \"17\"\n"));
        account.next.add(database("17.6", "rebooting", "pending-reboot"));
        account.next.add(database("17.6", "available", "in-sync"));
        assertThat(upgrade("17")).containsExactly("qis-database-staging already runs PostgreSQL 17.6.");
        assertThat(account.changes).isEmpty();
    }

    @Test
    void aDatabaseThatKeptItsVersionIsReported() {
        script.plans(CHANGES);
        script.afterApply(() -> {});
        Problem kept = problem(() -> upgrade("17"));
        assertThat(kept.what()).isEqualTo("the database of staging does not run PostgreSQL 17");
        assertThat(kept.why()).contains("PostgreSQL 16.10");
    }

    @Test
    void aNextPlanWithChangesIsReported() {
        script.plans(CHANGES).plans(CHANGES);
        assertThat(problem(() -> upgrade("17")).what()).contains("is not empty");
    }

    @Test
    void aStuckDatabaseIsNotWaitedFor() {
        account.next.add(database("16.10", "incompatible-parameters", "in-sync"));
        assertThat(problem(() -> upgrade("17")).what()).contains("cannot continue");
        account.next.add(database("16.10", "available", "failed-to-apply"));
        assertThat(problem(() -> upgrade("17")).what()).contains("cannot continue");
    }

    @Test
    void anEnvironmentThatWasNotAppliedHasNoDatabase() {
        account.database = Optional.empty();
        assertThat(problem(() -> upgrade("17")).what()).isEqualTo("staging has no database on RDS yet");
    }

    @Test
    void aRebootIsAskedForAndWaitedFor() {
        account.database = Optional.of(database("17.6", "available", "pending-reboot"));
        DatabaseReboot reboot = new DatabaseReboot(
                scripted.project, scripted.tools(), scripted.said::add, Pace.of(Duration.ZERO), environment -> account);
        problem(() -> reboot.run("staging", consequences -> {
            assertThat(consequences).contains("pending-reboot");
            throw declined();
        }));
        assertThat(account.changes).isEmpty();
        assertThat(reboot.run("staging", consequences -> {})).contains("is available", "in-sync");
        assertThat(account.changes).containsExactly("reboot");
    }

    private List<String> upgrade(String to) {
        return upgrade(to, Duration.ofMinutes(1));
    }

    private List<String> upgrade(String to, Duration longest) {
        return new DatabaseUpgrade(
                        scripted.project,
                        scripted.tools(),
                        scripted.said::add,
                        new Pace(Duration.ZERO, longest),
                        scripted.deployments(),
                        environment -> account,
                        this::edited,
                        name -> "serves")
                .run("staging", to, (plan, consequences) -> {
                    told.addAll(consequences);
                    if (!consents) {
                        throw declined();
                    }
                });
    }

    private Planned edited(Path environment, String version, Supplier<Planned> plan) {
        try {
            Planned planned = plan.get();
            account.changes.add("file " + version);
            return planned;
        } catch (ProblemException e) {
            account.changes.add("file as before");
            throw e;
        }
    }

    private static RuntimeException declined() {
        return new Problem(ExitCode.DECLINED, "canceled", "", "").asException();
    }

    private static Outcome failure() {
        return new Outcome.Failed(
                Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());
    }
}
