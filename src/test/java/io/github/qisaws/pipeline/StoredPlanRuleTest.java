package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.git.Git;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.seal.Facts;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.Manifest.Source;
import io.github.qisaws.seal.PlanInputs;
import io.github.qisaws.seal.SealCheck;
import io.github.qisaws.seal.StoredPlan;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stored plan may be applied after which kind of merge, on real git repositories. */
class StoredPlanRuleTest {
    private static final String FILE = "environments/demo/environment.yaml";
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

    private final ProcessRunner runner = new ProcessRunner(new Interrupts());
    private GitRepository git;
    private final List<StoredPlan> stored = new ArrayList<>();
    private final Map<StoredPlan, Source> sources = new TreeMap<>(Comparator.comparing(StoredPlan::key));

    @TempDir
    private Path folder;

    @BeforeEach
    void planOnABranch() throws IOException {
        for (String name : List.of("environments/classic", "environments/demo", "modules")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        git = GitRepository.of(folder);
        git.git("checkout", "-q", "-b", "change");
        append(FILE, "# from the branch\n");
        git.commit("change");
        plan();
        git.git("checkout", "-q", "main");
    }

    @Test
    void aBranchThatIsFastForwardedMayBeApplied() {
        git.git("merge", "-q", "--ff-only", "change");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aMergeCommitThatContainsThePlannedOneMayBeApplied() {
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aSquashedBranchMayBeApplied() {
        git.git("merge", "-q", "--squash", "change");
        git.commit("squashed");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aRebasedBranchMayBeApplied() throws IOException {
        append("README.md", "x");
        git.commit("theirs");
        git.git("checkout", "-q", "change");
        git.git("rebase", "-q", "main");
        git.git("checkout", "-q", "main");
        git.git("merge", "-q", "--ff-only", "change");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aBaseThatMovedElsewhereMayBeApplied() throws IOException {
        append("environments/classic/environment.yaml", "# another environment\n");
        append("modules/database/main.tf.json", " ");
        append("modules/network/README.md", "x");
        append("modules/network/tests/more.tftest.hcl", "# x\n");
        git.commit("theirs");
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aBaseThatMovedInTheEnvironmentsFolderIsRefused() throws IOException {
        Files.writeString(folder.resolve("environments/demo/more.tf"), "locals {}\n");
        git.commit("theirs");
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(refused()).containsExactly("commit", "input environments/demo");
    }

    @Test
    void aBaseThatMovedInAModuleOfTheEnvironmentIsRefused() throws IOException {
        append("modules/network/main.tf.json", " ");
        git.commit("theirs");
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(refused()).containsExactly("commit", "input modules/network");
    }

    @Test
    void aSquashedBranchWhoseBaseMovedIsRefusedToo() throws IOException {
        append("modules/firewall/variables.tf.json", " ");
        git.commit("theirs");
        git.git("merge", "-q", "--squash", "change");
        git.commit("squashed");
        assertThat(refused()).containsExactly("commit", "input modules/firewall");
    }

    @Test
    void aToolThatWritesAnotherConfigurationIsRefused() throws IOException {
        git.git("merge", "-q", "--no-ff", "change");
        append("environments/demo/main.tf.json", "\n");
        git.commit("another synth");
        assertThat(refused()).containsExactly("commit", "input environments/demo", "synthesized");
    }

    @Test
    void whatIsChangedAfterTheCheckoutIsRefused() throws IOException {
        git.git("merge", "-q", "--no-ff", "change");
        append("modules/network/main.tf.json", " ");
        assertThat(refused()).containsExactly("commit", "dirty", "input modules/network");
    }

    @Test
    void aRevertedMergeIsRefused() {
        git.git("merge", "-q", "--no-ff", "change");
        git.git("revert", "--no-edit", "-m", "1", "HEAD");
        assertThat(refused()).containsExactly("commit", "input environments/demo");
    }

    @Test
    void ofSeveralBranchesThePlanOfTheMergedOneIsTaken() throws IOException {
        String merged = git.git("rev-parse", "change");
        git.git("checkout", "-q", "-b", "other");
        append(FILE, "# from another branch\n");
        git.commit("other");
        plan();
        git.git("checkout", "-q", "main");
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(chosen().orElseThrow().commit()).isEqualTo(merged);
        git.git("reset", "-q", "--hard", "HEAD^");
        git.git("merge", "-q", "--squash", "change");
        git.commit("squashed");
        assertThat(chosen().orElseThrow().commit()).isEqualTo(merged);
    }

    @Test
    void ofTwoPlansOfTheSameContentTheNewerOneIsTaken() {
        git.git("checkout", "-q", "change");
        git.git("commit", "-q", "--amend", "-m", "the same under another name");
        plan();
        git.git("checkout", "-q", "main");
        git.git("merge", "-q", "--squash", "change");
        git.commit("squashed");
        assertThat(chosen()).contains(stored.get(1));
    }

    @Test
    void aLockFileThatInitHasMadeDoesNotMakeTheCheckoutDirty() throws IOException {
        append("environments/demo/.terraform.lock.hcl", "# made by init\n");
        git.git("merge", "-q", "--no-ff", "change");
        assertThat(refused()).isEmpty();
    }

    /** What plan --store keeps of the checkout. */
    private void plan() {
        Source source = source();
        StoredPlan plan = new StoredPlan(
                "demo",
                source.commit(),
                PlanInputs.digest(source.inputs()),
                "3".repeat(64),
                NOW.plusSeconds(stored.size()));
        stored.add(plan);
        sources.put(plan, source);
    }

    private Optional<StoredPlan> chosen() {
        return StoredPlan.choose(
                stored, StoredPlans.wanted(source(), Git.in(folder, tools().runner(), tools().variables())));
    }

    /** The fields for which the chosen plan is refused. */
    private List<String> refused() {
        return SealCheck.of(manifest(sources.get(chosen().orElseThrow())), manifest(source()), NOW).stream()
                .map(SealCheck.Mismatch::field)
                .toList();
    }

    private static Manifest manifest(Source source) {
        return Manifest.of(
                source,
                new Manifest.Target("demo", "123456789012", "eu-west-1", "lineage", 1, "normal"),
                new Manifest.Engine("terraform", "1.11.4", new TreeMap<>()),
                Manifest.Maker.of("ann", NOW, Duration.ofHours(1)),
                Map.of());
    }

    /** Without Configured.of, which would write an edited main.tf.json anew. */
    private Source source() {
        Path demo = folder.resolve("environments/demo");
        var environment = EnvironmentFile.read(demo);
        var deployment = Architectures.deploymentOf(environment);
        var configuration = new Configuration(Folders.read(demo.resolve("main.tf.json")));
        return Facts.source(
                new ConfiguredEnvironment(environment, deployment, configuration, demo), new Project(folder), tools());
    }

    private Tools tools() {
        return Tools.of(runner, System.getenv());
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
