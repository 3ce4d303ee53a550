package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.DataAccount;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.ServerCommands;
import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.Chosen;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a restore, each cut short and run again, with a scripted engine, account, and server. */
class RestoreStepsTest {
    private static final String CHANGES = "terraform-1.11-create";
    private static final String UNCHANGED = "terraform-1.11-unchanged";
    private static final String COPIES = "database-copies: {original: \"\", r1: \"snap-0123456789abcdef1\"}";

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<DataSnapshot> snapshots = new ArrayList<>();
    private final ScriptedFiles files = new ScriptedFiles();
    private ScriptedProject scripted;
    private Script script;
    private String name;
    private Path file;
    private String committed;
    private Ended proof = new Ended(0, "waited 1 s\n{\"missing_count\": 0}\n", "");

    private void environment(String which) throws IOException {
        name = which;
        scripted = new ScriptedProject(folder, which);
        script = scripted.script;
        file = scripted.project.folder(which).resolve("environment.yaml");
        committed = Folders.read(file);
    }

    @Test
    void aCopyIsMadeProvenSwitchedToAndTheOldOneRemoved() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        script.plans(CHANGES).plans(CHANGES).plans(UNCHANGED).plans(CHANGES).plans(UNCHANGED);

        assertThat(beside("database", "images")).contains("The copy r1 is beside the data in use, which still serves.");
        assertThat(file).content().contains(COPIES, "database-serves: original", "images-serves: original");
        assertThat(asked).containsExactly("plan", "qis-copy volumes database=vol-database/r1 images=vol-images/r1");

        assertThat(restore().switchTo(name, "r1", false, this::consent))
                .contains("r1 serves demo. The next plan is empty.");
        assertThat(file).content().contains("database-serves: r1", "images-serves: r1", COPIES);

        assertThat(restore().remove(name, "original", this::consent))
                .contains("original of demo is removed. The next plan is empty.");
        assertThat(file).content().contains("database-copies: {r1: \"snap-0123456789abcdef1\"}");
    }

    @Test
    void anApplyThatWasCutShortGoesOn() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        script.plans(CHANGES).applies(failed());
        problem(() -> beside("database", "images"));
        assertThat(file).content().contains(COPIES);
        script.plans(CHANGES);
        assertThat(beside("database", "images")).contains("The copy r1 is beside the data in use, which still serves.");
        assertThat(file).content().contains(COPIES).containsOnlyOnce("database-copies");
    }

    @Test
    void withoutConsentNothingChanges() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        String before = Files.readString(file);
        script.plans(CHANGES);
        problem(() -> restore()
                .beside(restore().present(name), chosen("database", "images"), false, (plan, words, question) -> {
                    throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
                }));
        assertThat(file).hasContent(before);
        assertThat(script.verbs).noneMatch(verb -> verb.contains("apply"));
    }

    @Test
    void aSecondCopyIsRefusedUntilOneIsRemoved() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        script.plans(CHANGES);
        beside("database", "images");
        snapshots.replaceAll(each -> new DataSnapshot(
                each.id().replace("abcdef", "fedcba"), each.content(), each.made(), true, each.gib(), "", "m"));
        Problem refused = problem(() -> beside("database", "images"));
        assertThat(refused.what()).contains("already a copy of the database");
        assertThat(refused.fix()).contains("qis-aws restore demo --remove r1");
    }

    @Test
    void aCopyThatIsNotWholeIsNotSwitchedTo() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        script.plans(CHANGES).plans(CHANGES).plans(UNCHANGED).plans(CHANGES).plans(UNCHANGED);
        beside("database", "images");
        proof = new Ended(1, "", "qis: 2 of 20 images of the copy cannot be read: a.png\n");
        Problem refused = problem(() -> restore().switchTo(name, "r1", false, this::consent));
        assertThat(refused.what()).isEqualTo("the copy is not proven");
        assertThat(refused.why()).contains("2 of 20 images of the copy cannot be read");
        assertThat(file).content().contains("database-serves: original");
        assertThat(restore().switchTo(name, "r1", true, this::consent))
                .contains("r1 serves demo. The next plan is empty.");
        // And back, with the same proof of what is then beside.
        proof = new Ended(0, "{\"missing_count\": 0}", "");
        assertThat(restore().switchTo(name, "original", false, this::consent))
                .contains("original serves demo. The next plan is empty.");
        assertThat(file).content().contains("database-serves: original");
    }

    @Test
    void aServerWithoutTheCommandIsNamed() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        proof = new Ended(127, "", "sh: 1: qis-copy: not found");
        script.plans(CHANGES);
        assertThat(problem(() -> beside("database", "images")).fix()).contains("older than qis-copy");
    }

    @Test
    void whatServesIsNeverRemovedAndAnUnknownCopyIsNamed() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        assertThat(problem(() -> restore().remove(name, "original", this::consent))
                        .what())
                .isEqualTo("original serves demo, so it cannot be removed");
        script.plans(UNCHANGED);
        assertThat(problem(() -> restore().remove(name, "r4", this::consent)).why())
                .isEqualTo("Its copies are original.");
        assertThat(problem(() -> restore().prove(name)).what()).isEqualTo("demo has no copy beside the data in use");
    }

    @Test
    void aSnapshotThatIsLargerThanTheVolumeIsRefused() throws IOException {
        environment("demo");
        onVolumes(50, 100);
        Problem refused = problem(() -> beside("database", "images"));
        assertThat(refused.why()).isEqualTo("It has 50 GiB, and data.database-volume is 20.");
        assertThat(refused.fix()).startsWith("Set data.database-volume to 50 or more");
        assertThat(script.verbs).isEmpty();
    }

    @Test
    void ofRdsTheCopyLosesItsProtectionBeforeItIsRemoved() throws IOException {
        protectedManaged();
        onRds(40, "16.4");
        script.plans(CHANGES)
                .plans(CHANGES)
                .plans(UNCHANGED)
                .plans(CHANGES)
                .plans(CHANGES)
                .plans(UNCHANGED);
        beside("database");
        assertThat(asked).containsExactly("plan", "qis-copy services database=qis-database-r1-staging.example");
        restore().switchTo(name, "r1", false, this::consent);
        assertThat(file).content().contains("serves: r1");

        restore().remove(name, "original", (plan, words, question) -> {
            asked.add(question);
            if (question.startsWith("Remove")) {
                assertThat(file).content().contains("unprotected: \"\"").doesNotContain("original:");
            } else {
                assertThat(file).content().contains("unprotected: original", "original: \"\"");
            }
        });
        assertThat(asked).endsWith("Turn off the deletion protection of original?", "Remove original of staging?");
        // The images were not restored, so their original still serves.
        assertThat(file).content().doesNotContain("image-store:");
    }

    @Test
    void ofEfsACopyIsFilledBeforeItIsProvenAndBackedUpBeforeItIsRemoved() throws IOException {
        protectedManaged();
        files.points.add(ScriptedFiles.point("fs-original", Instant.parse("2025-12-30T03:00:00Z")));
        files.states.addFirst("FAILED");
        script.plans(CHANGES).plans(UNCHANGED);
        assertThat(problem(() -> beside("images")).what()).contains("did not finish the restore of fs-r1");
        assertThat(asked).containsExactly("plan");
        assertThat(file).content().contains("image-store:", "r1: \"" + ScriptedFiles.POINT + "\"");

        script.plans(CHANGES).plans(UNCHANGED).plans(CHANGES).plans(UNCHANGED);
        assertThat(beside("images")).contains("The copy r1 is beside the data in use, which still serves.");
        assertThat(asked)
                .containsExactly("plan", "qis-copy services images=efs:fs-r1:fsap-this root=efs:fs-r1:fsap-restore");
        Problem unproven = problem(() -> restore().switchTo(name, "r1", true, this::consent));
        assertThat(unproven.what()).isEqualTo("copies of staging on EFS cannot be used without a proof");
        restore().switchTo(name, "r1", false, this::consent);

        files.started.clear();
        restore().remove(name, "original", (plan, words, question) -> assertThat(words)
                .contains("AWS Backup has a backup of the file system that is less than 30 hours old. It stays for its"
                        + " retention period."));
        assertThat(files.started).hasSize(1).first().asString().startsWith("backup of fs-original");
        assertThat(file).content().contains("copies: {r1: \"" + ScriptedFiles.POINT + "\"}");
    }

    @Test
    void ofEfsNothingIsMadeWithoutAProof() throws IOException {
        protectedManaged();
        files.points.add(ScriptedFiles.point("fs-original", Instant.parse("2025-12-30T03:00:00Z")));
        Restore.Present present = restore().present(name);
        Chosen chosen = Chosen.at(present.snapshots(), Set.of("images"), ScriptedProject.NOW);
        assertThat(problem(() -> restore().beside(present, chosen, true, this::consent))
                        .fix())
                .contains("--only database");
        assertThat(script.verbs).isEmpty();
    }

    @Test
    void aSnapshotOfAnotherMajorVersionOrTooMuchStorageIsRefused() throws IOException {
        protectedManaged();
        onRds(40, "15.8");
        assertThat(problem(() -> beside("database")).why()).contains("It is of PostgreSQL 15.8");
        onRds(60_000, "16.4");
        assertThat(problem(() -> beside("database")).fix()).contains("Set database.maximum-storage to 66000 or more");
    }

    /** On the emulator, {@link RestoreChecks} goes on with a removal that the plan still has. */
    @Test
    void aPlanWithoutTheCopyIsNotTakenForItsRemoval() throws IOException {
        environment("demo");
        onVolumes(20, 100);
        script.plans(CHANGES);
        assertThat(problem(() -> restore().remove(name, "r4", this::consent)).what())
                .isEqualTo("demo has no copy r4");
        assertThat(script.verbs).noneMatch("apply"::equals);
    }

    private void protectedManaged() throws IOException {
        environment("staging");
        Files.writeString(file, Files.readString(file).replace("protect: false", "protect: true"));
    }

    private static Outcome failed() {
        return new Outcome.Failed(Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "cut short", "", ""), List.of());
    }

    private void onVolumes(int databaseGib, int imagesGib) {
        snapshots.clear();
        snapshots.add(snapshot("snap-0123456789abcdef1", "database", databaseGib, ""));
        snapshots.add(snapshot("snap-0123456789abcdef2", "images", imagesGib, ""));
    }

    private void onRds(int gib, String version) {
        snapshots.clear();
        snapshots.add(snapshot("rds:before", "database", gib, version));
    }

    private static DataSnapshot snapshot(String id, String content, int gib, String version) {
        return new DataSnapshot(id, content, Instant.parse("2025-12-31T03:00:00Z"), true, gib, version, "m");
    }

    private List<String> beside(String... contents) {
        return restore().beside(restore().present(name), chosen(contents), false, this::consent);
    }

    private Chosen chosen(String... contents) {
        return Chosen.at(restore().present(name).snapshots(), Set.of(contents), ScriptedProject.NOW);
    }

    private void consent(Deployments.Planned plan, List<String> words, String question) {
        assertThat(words).isNotEmpty();
        asked.add("plan");
    }

    private Restore restore() {
        DataAccount account = new Account();
        ServerCommands commands = (server, what) -> {
            assertThat(server).isEqualTo("i-1");
            String[] lines = what.text().split("\n", -1);
            // The agent of Systems Manager need not have the folder of the image's commands on its path.
            assertThat(lines).hasSize(2);
            assertThat(lines[0]).contains("/usr/local/bin");
            asked.add(lines[1]);
            return proof;
        };
        return new Restore(
                scripted.project,
                scripted.tools(),
                scripted.said::add,
                scripted.deployments(),
                this::planned,
                (Environment any) -> account,
                this::files,
                any -> new CopyProof(account, files(any), commands),
                any -> "The site serves.");
    }

    private RestoredFiles files(Environment environment) {
        Pace pace = new Pace(Duration.ofMillis(1), Duration.ofSeconds(5));
        return new RestoredFiles(environment, files, pace, scripted.tools().clock(), scripted.said::add);
    }

    /** Plans the file as it was committed, because a unit test has no Node.js to synthesize another one. */
    private Deployments.Planned planned(String environment, Set<String> allowed) {
        String now = Folders.read(file);
        Folders.write(file, committed);
        try {
            return scripted.deployments().plan(environment, Mode.NORMAL, allowed);
        } finally {
            Folders.write(file, now);
        }
    }

    private final class Account implements DataAccount {
        @Override
        public List<DataSnapshot> ofVolumes(String environment) {
            return snapshots;
        }

        @Override
        public List<DataSnapshot> ofDatabase(String identifier) {
            return identifier.equals("qis-database-staging") ? snapshots : List.of();
        }

        @Override
        public Optional<String> volume(String environment, String resource) {
            return Optional.of("vol-" + resource.replace("aws_ebs_volume.", ""));
        }

        @Override
        public Optional<String> endpoint(String identifier) {
            return Optional.of(identifier + ".example");
        }

        @Override
        public List<String> servers(String environment, String component) {
            return List.of("i-1");
        }
    }
}
