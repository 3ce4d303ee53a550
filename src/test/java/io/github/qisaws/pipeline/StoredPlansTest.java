package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.ObjectStore;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be applied from the store, with a scripted engine and a store in memory. */
class StoredPlansTest {
    private static final String DANGEROUS = "terraform-1.11-dangerous";

    @TempDir
    Path folder;

    private final Bucket store = new Bucket();
    private ScriptedProject scripted;
    private GitRepository git;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        git = GitRepository.of(folder);
    }

    @Test
    void aStoredPlanIsApplied() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        apply(Set.of());
        assertThat(scripted.script.verbs).endsWith("apply");
    }

    @Test
    void aBlockedPlanFromTheStoreIsNotApplied() {
        scripted.script.plans(DANGEROUS);
        store(Set.of());
        assertThat(problem(() -> apply(Set.of())).exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(scripted.script.verbs).doesNotContain("apply");
    }

    @Test
    void aLossThatWasAllowedWhenThePlanWasStoredMustBeNamedAgain() {
        scripted.script.plans("terraform-1.11-forgotten");
        Set<String> losses = losses();
        store(losses);
        assertThat(problem(() -> apply(Set.of())).exitCode()).isEqualTo(ExitCode.BLOCKED);
        Set<String> other = Set.of("module.network.aws_vpc.this");
        assertThat(problem(() -> apply(other)).exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(scripted.script.verbs).doesNotContain("apply");
        apply(losses);
        assertThat(scripted.script.verbs).endsWith("apply");
    }

    @Test
    void aStoredPlanThatCannotBeUnpackedIsNotLeftOnTheDisk() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        store.objects.replaceAll((key, content) -> Arrays.copyOf(content, content.length / 2));
        Problem problem = problem(() -> apply(Set.of()));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.why()).contains("file: the archive is incomplete or damaged");
        assertThat(scripted.project.scratch().stored("demo")).doesNotExist();
    }

    @Test
    void aStoreThatFailsLeavesTheSavedPlan() {
        scripted.script.plans("terraform-1.11-create");
        store.fails = true;
        Problem problem = problem(() -> store(Set.of()));
        assertThat(problem.what()).isEqualTo("no connection");
        assertThat(scripted.effects.sentence())
                .startsWith("No AWS resources were changed.")
                .endsWith("; saved a plan in " + scripted.scratch("demo").plan() + ".");
        store.fails = false;
        assertThat(problem(() -> apply(Set.of())).what()).isEqualTo("no stored plan for demo");
    }

    @Test
    void withoutAStoredPlanThereIsNothingToApply() {
        Problem problem = problem(() -> apply(Set.of()));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.what()).isEqualTo("no stored plan for demo");
    }

    @Test
    void aPlanIsChosenByItsCommitInFullInShortAndByABranch() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        String commit = git.git("rev-parse", "HEAD");
        for (String named : List.of(commit, commit.substring(0, 8), "main", "HEAD")) {
            assertThat(kept().fetch("demo", Optional.of(named))).exists();
        }
        String other = "f".repeat(40);
        Problem problem = problem(() -> kept().fetch("demo", Optional.of(other)));
        assertThat(problem.why()).contains(other);
    }

    @Test
    void onlyTheApprovedPlanIsTakenEvenIfAnotherOfTheSameCommitIsNewer() {
        scripted.script.plans("terraform-1.11-create");
        Planned first = scripted.deployments().plan("demo", Mode.NORMAL, Set.of());
        kept().store(first);
        String approved = first.prepared().saved().planHash();
        assertThat(store.objects.keySet()).singleElement().satisfies(key -> assertThat(key)
                .endsWith("/" + approved + ".zip"));
        String never = "0".repeat(64);
        Problem none = problem(() -> kept().fetch("demo", chosen(never)));
        assertThat(none.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(none.why()).contains("plan-hash " + never);
        Path fetched = kept().fetch("demo", chosen(approved));
        Planned saved = scripted.deployments().saved("demo", Optional.of(fetched), Set.of());
        saved.requirePlanHash(approved);
        Problem other = problem(() -> saved.requirePlanHash(never));
        assertThat(other.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(other.why()).isEqualTo("plan-hash: planned " + never + ", now " + approved);
    }

    @Test
    void anObjectUnderTheApprovedHashThatHoldsAnotherPlanIsRefused() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        String never = "0".repeat(64);
        byte[] content = store.objects.values().iterator().next();
        String key = store.objects.keySet().iterator().next().replaceFirst("[0-9a-f]{64}\\.zip$", never + ".zip");
        store.objects.put(key, content);
        Path fetched = kept().fetch("demo", chosen(never));
        Planned saved = scripted.deployments().saved("demo", Optional.of(fetched), Set.of());
        assertThat(problem(() -> saved.requirePlanHash(never)).why()).startsWith("plan-hash: planned " + never);
    }

    private static StoredPlans.Choice chosen(String hash) {
        return new StoredPlans.Choice(Optional.empty(), Optional.of(hash));
    }

    @Test
    void aStoredPlanOfAnotherCommitIsReviewedByThisCheckout() throws IOException {
        scripted.script.plans(DANGEROUS);
        Files.writeString(folder.resolve(".gitignore"), ".qis-aws\n.terraform\n");
        git.commit("ignore");
        git.git("checkout", "-q", "-b", "other");
        storeCommitted("other.tf");
        String other = git.git("rev-parse", "HEAD");
        git.git("checkout", "-q", "main");
        StoredPlans.Choice choice = new StoredPlans.Choice(Optional.of(other), Optional.empty());
        Path fetched = kept().fetch("demo", choice);
        StoredReview.Reviewed reviewed =
                new StoredReview(scripted.project, scripted.tools(), scripted.said::add).of("demo", fetched, Set.of());
        assertThat(reviewed.review().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(store.objects.keySet()).singleElement().satisfies(key -> assertThat(key)
                .endsWith(reviewed.hash() + ".zip"));
        assertThat(problem(() -> apply(Set.of())).exitCode())
                .as("it can be reviewed, but not applied")
                .isEqualTo(ExitCode.STALE_PLAN);
    }

    @Test
    void aStoredPlanWhosePlanFileIsNotThatOfItsManifestIsNotReviewed() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        Path fetched = kept().fetch("demo", Optional.empty());
        Files.writeString(fetched.resolve("plan.tfplan"), "other");
        StoredReview review = new StoredReview(scripted.project, scripted.tools(), scripted.said::add);
        Problem problem = problem(() -> review.of("demo", fetched, Set.of()));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.why()).startsWith("file plan.tfplan: planned ");
    }

    @Test
    void whatMovedSinceThePlanIsTold() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        kept().fetch("demo", Optional.empty());
        assertThat(scripted.said).noneMatch(line -> line.contains("more.tf"));
        Files.writeString(folder.resolve("environments/demo/more.tf"), "locals {}\n");
        git.commit("more");
        kept().fetch("demo", Optional.empty());
        assertThat(scripted.said).anyMatch(line -> line.contains("environments/demo/more.tf"));
    }

    @Test
    void onlyAPlanOfACommitIsStorable() throws IOException {
        kept().requireStorable("demo");
        Files.writeString(folder.resolve("environments/demo/more.tf"), "locals {}\n");
        Problem dirty = problem(() -> kept().requireStorable("demo"));
        assertThat(dirty.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(dirty.why()).contains(git.git("rev-parse", "HEAD"));
        Folders.delete(folder.resolve(".git"));
        assertThat(problem(() -> kept().requireStorable("demo")).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatWasFetchedCanBeRemoved() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        Path fetched = kept().fetch("demo", Optional.empty());
        kept().forget(fetched);
        assertThat(fetched).doesNotExist();
    }

    @Test
    void anObjectThatIsNoArchiveIsRefusedAndLeavesNothing() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        store.objects.replaceAll((key, content) -> new byte[] {1, 2, 3});
        assertThat(problem(() -> apply(Set.of())).exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(scripted.project.scratch().stored("demo")).doesNotExist();
    }

    @Test
    void theUserReadsWhichPlanWasStoredAndWhichIsUsed() {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        kept().fetch("demo", Optional.empty());
        String commit = git.git("rev-parse", "HEAD");
        assertThat(scripted.said)
                .anyMatch(line -> line.startsWith("Stored the plan in the state bucket as plans/demo/" + commit))
                .anyMatch(line -> line.startsWith("Using the plan of commit " + commit));
    }

    @Test
    void withoutAPlanOfTheSameFilesTheOneOfThisHistoryIsReportedAsDifferent() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        Files.writeString(folder.resolve(".gitignore"), ".qis-aws\n.terraform\n");
        git.commit("ignore");
        String planned = git.git("rev-parse", "HEAD");
        git.git("checkout", "-q", "-b", "other");
        storeCommitted("other.tf");
        git.git("checkout", "-q", "main");
        store(Set.of());
        Files.writeString(folder.resolve("environments/demo/more.tf"), "locals {}\n");
        git.commit("more");
        kept().fetch("demo", Optional.empty());
        assertThat(scripted.said).anyMatch(line -> line.startsWith("Using the plan of commit " + planned));
    }

    private void storeCommitted(String file) throws IOException {
        Files.writeString(folder.resolve("environments/demo").resolve(file), "locals {}\n");
        git.commit(file);
        store(Set.of());
    }

    @Test
    void thePlanOfANamedBranchIsUsedAlsoIfTheCheckedOutCommitHasOne() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        Files.writeString(folder.resolve(".gitignore"), ".qis-aws\n.terraform\n");
        git.commit("ignore");
        store(Set.of());
        git.git("checkout", "-q", "-b", "other");
        storeCommitted("other.tf");
        String other = git.git("rev-parse", "HEAD");
        git.git("checkout", "-q", "main");
        kept().fetch("demo", Optional.of("other"));
        assertThat(scripted.said).anyMatch(line -> line.startsWith("Using the plan of commit " + other));
    }

    @Test
    void aChangeThatIsNotCommittedIsNotReportedAsAnEmptyList() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        store(Set.of());
        Files.writeString(folder.resolve("environments/demo/more.tf"), "locals {}\n");
        kept().fetch("demo", Optional.empty());
        assertThat(scripted.said).noneMatch(line -> line.startsWith("Changed since that commit:"));
    }

    @Test
    void anEnvironmentWithoutAStateBucketCannotStorePlans() throws IOException {
        Path file = folder.resolve("environments/demo/environment.yaml");
        Files.writeString(file, Files.readString(file) + "state: {cloud: {organization: acme, workspace: qis}}\n");
        Problem problem = problem(() -> kept().requireStorable("demo"));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.what()).isEqualTo("demo has no state bucket to store plans in");
        StoredPlans ofAws = new StoredPlans(scripted.project, scripted.tools(), scripted.said::add);
        assertThat(problem(() -> ofAws.fetch("demo", Optional.empty())).what())
                .isEqualTo("demo has no state bucket to store plans in");
    }

    @Test
    void aSealedPlanThatCannotBeReadIsNotStored() throws IOException {
        scripted.script.plans("terraform-1.11-create");
        Planned planned = scripted.deployments().plan("demo", Mode.NORMAL, Set.of());
        Files.createDirectory(scripted.scratch("demo").plan().resolve("in the way"));
        Problem problem = problem(() -> kept().store(planned));
        assertThat(problem.what()).isEqualTo("cannot read the sealed plan for demo");
        assertThat(store.objects).isEmpty();
    }

    /** The subjects of the findings that only a named address lifts. */
    private Set<String> losses() {
        Planned planned = scripted.deployments().plan("demo", Mode.NORMAL, Set.of());
        return planned.review().findings().stream()
                .filter(finding -> finding.blocks() && finding.rule().liftedByAddress())
                .map(finding -> finding.subject())
                .collect(java.util.stream.Collectors.toSet());
    }

    private void store(Set<String> allowed) {
        kept().store(scripted.deployments().plan("demo", Mode.NORMAL, allowed));
    }

    private void apply(Set<String> allowed) {
        Path fetched = kept().fetch("demo", Optional.empty());
        Deployments deployments = scripted.deployments();
        deployments.apply(deployments.saved("demo", Optional.of(fetched), allowed));
    }

    private StoredPlans kept() {
        return new StoredPlans(scripted.project, scripted.tools(), scripted.said::add, environment -> store);
    }

    /** A bucket in memory. */
    private static final class Bucket implements ObjectStore {
        private final Map<String, byte[]> objects = new LinkedHashMap<>();
        private boolean fails;

        @Override
        public void create(String key, byte[] content) {
            if (fails) {
                throw new Problem(ExitCode.FAILED, "no connection", "", "").asException();
            }
            assertThat(objects).doesNotContainKey(key);
            objects.put(key, content);
        }

        @Override
        public List<Stored> list(String prefix) {
            return objects.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> new Stored(key, Instant.EPOCH))
                    .toList();
        }

        @Override
        public byte[] get(String key) {
            return objects.get(key);
        }
    }
}
