package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.FileSystemAccount.Job;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS Backup is asked to do for images on EFS. */
class RestoredFilesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ROLE = "arn:aws:iam::123456789012:role/qis-restore-demo-eu-west-1";

    @TempDir
    Path folder;

    private final ScriptedFiles account = new ScriptedFiles();
    private final List<String> said = new ArrayList<>();
    private Environment environment;
    private Copies copies;

    @BeforeEach
    void protectedEnvironment() throws IOException {
        environment = environment("protect: true\n");
        copies = Copies.of(environment).stream()
                .filter(Copies::onEfs)
                .findFirst()
                .orElseThrow();
    }

    private Environment environment(String more) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("environments/demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: managed\nweb: {scaling: {minimum: 2}}\nimage-store: {copies: {original: \"\","
                        + " r1: \"" + ScriptedFiles.POINT + "\"}}\n" + more);
        return EnvironmentFile.read(demo);
    }

    private RestoredFiles files() {
        return new RestoredFiles(
                environment,
                account,
                new Pace(Duration.ofMillis(1), Duration.ofSeconds(5)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                said::add);
    }

    @Test
    void aNewCopyIsFilledOnce() {
        account.states.addFirst("RUNNING");
        files().fill(copies);
        assertThat(account.started).containsExactly("restore of " + ScriptedFiles.POINT + " into fs-r1 as " + ROLE);
        assertThat(said).containsExactly("Waiting: restore of fs-r1 by AWS Backup: RUNNING");

        files().fill(copies);
        assertThat(account.started).hasSize(1);
    }

    @Test
    void aJobThatRunsIsWaitedFor() {
        account.earlier = Optional.of(new Job("earlier", "RUNNING", ""));
        files().fill(copies);
        files().awaitFilled(copies);
        assertThat(account.started).isEmpty();
    }

    @Test
    void aJobThatFailedIsNamedAndTheNextRunStartsAnother() {
        account.states.addFirst("FAILED");
        Problem failed = problem(() -> files().fill(copies));
        assertThat(failed.what()).isEqualTo("AWS Backup did not finish the restore of fs-r1");
        assertThat(failed.why()).isEqualTo("restore of fs-r1 by AWS Backup: FAILED, no space.");

        files().fill(copies);
        assertThat(account.started).hasSize(2);
    }

    @Test
    void aCopyWhoseJobFailedIsNotProven() {
        account.earlier = Optional.of(new Job("earlier", "FAILED", ""));
        account.states.addFirst("FAILED");
        assertThat(problem(() -> files().awaitFilled(copies)).why()).contains("FAILED");
    }

    @Test
    void theServerGetsTheRootOfANewCopyOnly() {
        assertThat(files().words(copies)).isEqualTo("images=efs:fs-r1:fsap-this root=efs:fs-r1:fsap-restore");
        assertThat(files().words(copies.switchedTo("r1"))).isEqualTo("images=efs:fs-original:fsap-this");
    }

    @Test
    void aVaultThatDeniesRestoresIsNamedBeforeAnythingIsMade() {
        account.points.add(ScriptedFiles.point("fs-original", NOW));
        files().requireRestorable(ScriptedFiles.POINT);
        account.denies = true;
        Problem denied = problem(() -> files().requireRestorable(ScriptedFiles.POINT));
        assertThat(denied.what()).isEqualTo("the vault aws/efs/automatic-backup-vault denies restores");
        assertThat(denied.fix()).contains("put-backup-vault-access-policy", "backup:DeleteRecoveryPoint");
        assertThat(denied.fix()).doesNotContain("StartRestoreJob");
    }

    @Test
    void whatIsRemovedHasABackupOfToday() throws IOException {
        environment = environment("protect: true\nbackup: {enabled: true}\n");
        account.points.add(ScriptedFiles.point("fs-original", NOW.minus(Duration.ofHours(29))));
        files().backUp("original", NOW);
        assertThat(account.started).isEmpty();

        account.points.set(0, ScriptedFiles.point("fs-original", NOW.minus(Duration.ofHours(31))));
        files().backUp("original", NOW);
        assertThat(account.started).containsExactly("backup of fs-original to qis-backup-demo as " + ROLE);

        // The vault of automatic backups takes no other ones, so the guard decides.
        account.started.clear();
        environment = environment("protect: true\n");
        files().backUp("original", NOW);
        environment = environment("protect: false\nbackup: {enabled: true}\n");
        files().backUp("original", NOW);
        assertThat(account.started).isEmpty();
    }

    @Test
    void aRecoveryPointOfAFileSystemThatIsGoneIsFoundByItsArn() {
        account.points.add(ScriptedFiles.point("fs-gone", NOW));
        assertThat(files().snapshots(copies)).isEmpty();
        assertThat(files().named(ScriptedFiles.POINT)).hasValueSatisfying(found -> {
            assertThat(found.content()).isEqualTo("images");
            assertThat(found.gib()).isEqualTo(2);
        });
    }
}
