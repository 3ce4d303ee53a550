package io.github.qisaws.bootstrap;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.aws.StateAccount;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bootstrap applies, imports, and refuses, with a scripted engine and account. */
class StateBucketTest {
    private static final StateAccount.KmsKey KEY =
            new StateAccount.KmsKey("key-1", "arn:key-1", false, Optional.empty());

    private static final Configuration GENERATED = new Configuration("{\"//\": \"generated\"}\n");

    @TempDir
    Path folder;

    private boolean wrongAccount;
    private boolean bucket;
    private Optional<StateAccount.KmsKey> named = Optional.empty();
    private Optional<StateAccount.KmsKey> unnamed = Optional.empty();
    private ScriptedProject scripted;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
    }

    @Test
    void aBlockedPlanIsNotApplied() {
        scripted.script.plans("terraform-1.11-dangerous");
        Problem problem = problem(this::bootstrap);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(problem.what()).isEqualTo("repairing the state bucket would destroy data");
        assertThat(scripted.script.verbs).contains("plan normal").doesNotContain("apply");
    }

    @Test
    void aPlanWithoutALossIsApplied() {
        scripted.script.plans("terraform-1.11-moved");
        bootstrap();
        assertThat(scripted.script.verbs).endsWith("apply");
    }

    @Test
    void whatABootstrapDidBeforeItFailedIsNoted() {
        scripted.script.plans("terraform-1.11-moved").applies(failure());
        assertThat(problem(this::bootstrap).what()).isEqualTo("no connection");
        assertThat(scripted.effects.sentence())
                .startsWith("This command initialized ")
                .endsWith("; applied 8 resource changes.");
    }

    @Test
    void theStateOfTheBucketIsMovedIntoItAndThatIsNoted() throws IOException {
        Path local = scratch().resolve("terraform.tfstate");
        Folders.write(local, "{}");
        scripted.script.plans("terraform-1.11-unchanged");
        bootstrap();
        assertThat(scripted.effects.sentence()).endsWith("; moved the state of the bucket into it.");
        assertThat(local).doesNotExist();
    }

    @Test
    void aMoveOfTheStateThatFailsKeepsTheLocalState() {
        Path local = scratch().resolve("terraform.tfstate");
        Folders.write(local, "{}");
        scripted.script.plans("terraform-1.11-unchanged").ends("init migrating", failure());
        assertThat(problem(this::bootstrap).what()).isEqualTo("no connection");
        assertThat(scripted.effects.sentence()).endsWith("; possibly moved the state of the bucket into it.");
        assertThat(local).exists();
    }

    @Test
    void terraformGetsTheConfigurationOfThePresentEnvironmentFile() {
        Path file = scratch().resolve(Configuration.FILE);
        Folders.write(file, "{\"//\": \"of an earlier environment file\"}\n");
        scripted.script.plans("terraform-1.11-unchanged");
        bootstrap();
        assertThat(file).hasContent(GENERATED.text());
    }

    private static Outcome failure() {
        return new Outcome.Failed(
                Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());
    }

    private Path scratch() {
        String bucket = ((StateBackend.S3)
                        EnvironmentFile.read(scripted.project.folder("demo")).state())
                .bucket();
        return scripted.project.scratch().area("aws").resolve("bootstrap").resolve(bucket);
    }

    @Test
    void anotherAccountIsRefusedBeforeAnEngineStarts() {
        wrongAccount = true;
        assertThat(problem(this::bootstrap).exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT);
        assertThat(scripted.script.verbs).isEmpty();
    }

    @Test
    void aKeyThatIsPendingDeletionIsNotImported() {
        named = Optional.of(new StateAccount.KmsKey(
                "key-1", "arn:key-1", true, Optional.of(Instant.parse("2026-02-01T00:00:00Z"))));
        Problem problem = problem(this::bootstrap);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(problem.why()).contains("arn:key-1, which AWS deletes on 2026-02-01T00:00:00Z.");
        assertThat(problem.fix()).startsWith("Run aws kms cancel-key-deletion --key-id key-1");
        assertThat(scripted.script.verbs).doesNotContain("plan normal", "apply");
    }

    @Test
    void whatTheStateLacksIsImported() {
        bucket = true;
        named = Optional.of(KEY);
        StateOrphans orphans = new StateOrphans(new Account(), "b");
        assertThat(orphans.besides(List.of()))
                .isEqualTo(Map.of(StateOrphans.BUCKET, "b", StateOrphans.KEY, "key-1", StateOrphans.ALIAS, "alias/b"));
        assertThat(orphans.besides(List.of(StateOrphans.BUCKET, StateOrphans.KEY)))
                .isEqualTo(Map.of(StateOrphans.ALIAS, "alias/b"));
        assertThat(orphans.besides(List.of(StateOrphans.BUCKET, StateOrphans.KEY, StateOrphans.ALIAS)))
                .isEmpty();
    }

    @Test
    void aKeyThatGotNoAliasAnyMoreIsImportedWithoutOne() {
        unnamed = Optional.of(KEY);
        assertThat(new StateOrphans(new Account(), "b").besides(List.of()))
                .isEqualTo(Map.of(StateOrphans.KEY, "key-1"));
    }

    private void bootstrap() {
        new StateBucket(
                        scripted.project,
                        scripted.tools(),
                        scripted.said::add,
                        environment -> new Account(),
                        StateBucketTest::withoutNode)
                .bootstrap("demo");
    }

    /** The scripted engine reads no configuration, so this test needs neither CDKTF nor Node. */
    private static Map<Deployment, Configuration> withoutNode(List<Deployment> deployments) {
        return deployments.stream().collect(toMap(identity(), deployment -> GENERATED));
    }

    /** What this test says that there is. */
    private final class Account implements StateAccount {
        @Override
        public void requireAccount(String account) {
            if (wrongAccount) {
                throw new Problem(ExitCode.WRONG_ACCOUNT, "wrong", "", "").asException();
            }
        }

        @Override
        public boolean hasBucket(String name) {
            return bucket;
        }

        @Override
        public Optional<KmsKey> keyOf(String alias) {
            return named;
        }

        @Override
        public Optional<KmsKey> enabledKey(String description) {
            return unnamed;
        }
    }
}
