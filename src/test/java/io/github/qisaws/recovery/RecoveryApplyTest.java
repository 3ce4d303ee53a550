package io.github.qisaws.recovery;

import static io.github.qisaws.pipeline.ScriptedProject.NETWORK;
import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.OpenSecurityGroups;
import io.github.qisaws.aws.TaggedResource;
import io.github.qisaws.pipeline.Script;
import io.github.qisaws.pipeline.ScriptedProject;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Diagnostic.Severity;
import io.github.qisaws.terraform.LockHolder;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recovery searches, imports, moves, and asks, one plan after the other. */
class RecoveryApplyTest {
    private static final String MOVED = "module.network.aws_vpc.this_replaced";
    private static final String MOVE =
            "Move the old resource to another address in the state, so that the new one can be imported?";

    @TempDir
    Path folder;

    private final Account account = new Account();
    private final List<String> said = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Review> shown = new ArrayList<>();
    /** The import blocks of each plan; empty if there was no file. */
    private final List<String> imports = new ArrayList<>();

    private Consumer<String> answer = question -> {};
    private ScriptedProject scripted;
    private Script script;
    private OpenEnvironment environment;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo");
        script = scripted.script;
        environment = OpenEnvironment.open(scripted.project, "demo", scripted.tools(), said::add);
        script.whileShown(() -> {
            Path file = environment.workspace().recoveryImports();
            imports.add(Files.exists(file) ? Folders.read(file) : "");
        });
    }

    @Test
    void whatTagsListIsInTheFirstPlan() {
        account.tags(vpc("vpc-1"));
        plans(imported("vpc-1"));
        assertThat(finish()).isTrue();
        assertThat(script.verbs).containsOnlyOnce("plan normal").endsWith("apply");
        assertThat(imports).allMatch(text -> text.contains("vpc-1"));
        assertThat(said).contains("Importing 1 resources that are missing from the state.");
        assertThat(asked).containsExactly("Apply this recovery to demo?");
        assertThat(shown).hasSize(1);
    }

    @Test
    void whatTagsListLateIsInASecondPlan() {
        account.tags();
        account.tags(vpc("vpc-1"));
        plans(imported("vpc-1"));
        assertThat(finish()).isTrue();
        assertThat(imports.get(0)).isEmpty();
        assertThat(imports.get(1)).contains("vpc-1");
        assertThat(script.verbs.stream().filter("plan normal"::equals)).hasSize(2);
    }

    @Test
    void aDestroyImportsNothingAndClosesNoRule() {
        account.tags(vpc("vpc-1"));
        account.open.add(new OpenSecurityGroups.Rule("sg-1", "sgr-1"));
        script.plans(Recordings.unprotectedDestroy());
        assertThat(finish(run("NORMAL"), run("DESTROY"))).isTrue();
        assertThat(imports).isNotEmpty().allMatch(String::isEmpty);
        assertThat(asked).containsExactly("Continue to destroy demo?");
        assertThat(script.verbs).contains("plan destroy").endsWith("apply");
        assertThat(account.open).hasSize(1);
    }

    @Test
    void anApplyAfterADestroyIsResumedAsAnApply() {
        script.plans("terraform-1.11-drift-only");
        finish(run("DESTROY"), run("NORMAL"));
        assertThat(script.verbs).contains("plan normal").doesNotContain("plan destroy");
    }

    @Test
    void aPlanWithoutChangesIsShownAndAsksNothing() {
        script.plans("terraform-1.11-drift-only");
        assertThat(finish()).isFalse();
        assertThat(shown).hasSize(1);
        assertThat(asked).isEmpty();
        assertThat(script.verbs).doesNotContain("apply");
        assertThat(said).noneMatch(line -> line.startsWith("Importing") || line.startsWith("These resources"));
    }

    @Test
    void resourcesOfComponentsThatTheEnvironmentLacksAreNotImported() {
        account.tags(new TaggedResource(
                "vpc-1", Map.of(Tags.ENVIRONMENT, "demo", Tags.COMPONENT, "other", Tags.RESOURCE, "aws_vpc.this")));
        script.plans("terraform-1.11-drift-only");
        finish();
        assertThat(imports).allMatch(String::isEmpty);
    }

    @Test
    void ofTwoResourcesWithTheSameTagsOneIsImportedAndTheOtherNamed() {
        account.tags(vpc("vpc-1"), vpc("vpc-2"));
        plans(imported("vpc-1"));
        finish();
        assertThat(said)
                .anyMatch(line -> line.startsWith("These resources are not imported")
                        && line.endsWith("\n  vpc-2 (" + NETWORK + ")"));
    }

    @Test
    void aResourceWithTheTagsOfOneInTheStateIsNamedAndNotImported() {
        state(NETWORK, "vpc-1");
        account.tags(vpc("vpc-1"), vpc("vpc-2"));
        script.plans("terraform-1.11-drift-only");
        finish();
        assertThat(imports).allMatch(String::isEmpty);
        assertThat(said)
                .anyMatch(line -> line.startsWith("These resources are not imported")
                        && line.endsWith("Check the others:\n  vpc-2 (" + NETWORK + ")"));
    }

    @Test
    void theOldResourceOfACutReplacementIsMovedAwayAndTheNewOneImported() {
        state(NETWORK, "vpc-1");
        account.tags(vpc("vpc-2"));
        answer = question -> {
            if (question.equals(MOVE)) {
                state(MOVED, "vpc-1");
            }
        };
        plans(creation(), imported("vpc-2"));
        assertThat(finish()).isTrue();
        assertThat(said).contains("Replaced in AWS, but the state still has the old resources: " + NETWORK);
        assertThat(asked).containsExactly(MOVE, "Apply this recovery to demo?");
        assertThat(script.verbs).containsSubsequence("plan normal", "state mv " + NETWORK + " " + MOVED, "plan normal");
        assertThat(imports.get(0)).isEmpty();
        assertThat(imports.get(imports.size() - 1)).contains("vpc-2").doesNotContain("vpc-1");
        assertThat(scripted.effects.sentence()).contains("moved " + NETWORK + " to " + MOVED + " in the state");
    }

    @Test
    void anOldResourceIsNotMovedOntoOneThatWasMovedBefore() {
        assertThat(Replaced.aside(NETWORK, known(MOVED))).isEqualTo(NETWORK + "_replaced2");
        assertThat(Replaced.aside(NETWORK, known(MOVED, MOVED + "2"))).isEqualTo(NETWORK + "_replaced3");
    }

    @Test
    void withoutConsentTheOldResourceStaysWhereItIs() {
        state(NETWORK, "vpc-1");
        account.tags(vpc("vpc-2"));
        plans(creation());
        answer = question -> {
            throw new Problem(ExitCode.DECLINED, "declined", "", "").asException();
        };
        assertThat(problem(this::finish).exitCode()).isEqualTo(ExitCode.DECLINED);
        assertThat(script.verbs).noneMatch(verb -> verb.startsWith("state mv"));
        assertThat(shown).isEmpty();
    }

    @Test
    void anImportOfAResourceThatNoLongerExistsIsDropped() {
        account.tags(vpc("vpc-1"));
        script.nextPlanEnds(failed("Cannot import non-existent remote object", "to \"" + NETWORK + "\""));
        script.plans("terraform-1.11-drift-only");
        finish();
        assertThat(script.verbs.stream().filter("plan normal"::equals)).hasSize(2);
        assertThat(imports).allMatch(String::isEmpty);
    }

    @Test
    void aPlanThatFailsForAnotherReasonEndsTheRecovery() {
        account.tags(vpc("vpc-1"));
        script.nextPlanEnds(failed("no connection", ""));
        assertThat(problem(this::finish).what()).isEqualTo("no connection");
        assertThat(script.verbs).containsOnlyOnce("plan normal").doesNotContain("apply");
    }

    @Test
    void aPlanThatLeavesOutAnImportIsNotApplied() {
        account.tags(vpc("vpc-1"));
        plans(update());
        Problem problem = problem(this::finish);
        assertThat(problem.what()).isEqualTo("recovery plan does not import all found resources");
        assertThat(problem.why()).isEqualTo("Missing imports: " + NETWORK + ".");
        assertThat(asked).isEmpty();
    }

    @Test
    void aResourceThatAPlanFindsByItsNameIsImportedByTheNext() {
        String role = "module.network.aws_iam_role.this";
        String tags = "\"name\": \"qis-demo\", \"tags\": {\"qis-aws:environment\": \"demo\"}";
        plans(
                change(role, "\"actions\": [\"create\"], \"before\": null, \"after\": {\"name\": \"qis-demo\"}"),
                change(
                        role,
                        "\"actions\": [\"no-op\"], \"before\": {" + tags + "}, \"after\": {" + tags
                                + "}, \"importing\": {\"id\": \"qis-demo\"}"));
        finish();
        assertThat(imports.get(0)).isEmpty();
        assertThat(imports.get(1)).contains("qis-demo");
    }

    @Test
    void importBlocksOfAKilledRecoveryAreNotPlanned() {
        Folders.write(environment.workspace().recoveryImports(), "{\"import\": []}");
        script.plans("terraform-1.11-drift-only");
        finish();
        assertThat(imports).isNotEmpty().allMatch(String::isEmpty);
    }

    @Test
    void neitherImportBlocksNorThePlanAreLeftBehind() {
        account.tags(vpc("vpc-1"));
        plans(imported("vpc-1"));
        finish();
        assertThat(environment.workspace().recoveryImports()).doesNotExist();
        assertThat(environment.workspace().scratch().recovery()).doesNotExist();
    }

    @Test
    void aRuleThatLetsEverythingOutIsAnnouncedBeforeItIsRemoved() {
        state("module.firewall.aws_security_group.data", "sg-1");
        account.open.add(new OpenSecurityGroups.Rule("sg-1", "sgr-1"));
        account.open.add(new OpenSecurityGroups.Rule("sg-of-another", "sgr-2"));
        script.plans("terraform-1.11-drift-only");
        assertThat(finish()).isTrue();
        assertThat(said)
                .contains("Security group sg-1 allows all outbound traffic by rule sgr-1, which AWS adds to each new"
                        + " group. The recovery deletes this rule.");
        assertThat(asked).containsExactly("Apply this recovery to demo?");
        assertThat(account.open).containsExactly(new OpenSecurityGroups.Rule("sg-of-another", "sgr-2"));
        assertThat(script.verbs).doesNotContain("apply");
    }

    @Test
    void aNamedLockIsReleasedAfterConsentAndThePlanMadeAgain() {
        script.nextPlanEnds(new Outcome.Locked(
                new LockHolder("lock-1", "state/a", "OperationTypePlan", "bob@host", "yesterday"),
                new Problem(ExitCode.LOCKED, "locked", "", ""),
                List.of()));
        script.plans("terraform-1.11-drift-only");
        finish("lock-1");
        assertThat(asked).containsExactly("Release the state lock of bob@host?");
        assertThat(script.verbs).containsSubsequence("plan normal", "force-unlock lock-1", "plan normal");
        assertThat(said)
                .anyMatch(line -> line.endsWith("You named this lock with --unlock."))
                .contains("Released state lock lock-1.");
        assertThat(scripted.effects.sentence()).contains("released state lock lock-1 (owner: bob@host)");
    }

    private boolean finish(Run... runs) {
        return finish("", runs);
    }

    private boolean finish(String unlock, Run... runs) {
        Consumer<String> ask = question -> {
            asked.add(question);
            answer.accept(question);
        };
        RecoveryRequest request = new RecoveryRequest(Optional.of(unlock), Set.of(), ask, shown::add);
        StaleLock lock = new StaleLock(environment.workspace(), List.of(runs), request.unlock(), ask, said::add);
        return new RecoveryApply(environment, account, List.of(runs), said::add).finish(lock, request);
    }

    private Run run(String mode) {
        Path file = folder.resolve(mode + ".jsonl");
        Journal.begin(file, mode, "plan").close();
        return Run.readAll(file).get(0);
    }

    private static TaggedResource vpc(String id) {
        return new TaggedResource(
                id, Map.of(Tags.ENVIRONMENT, "demo", Tags.COMPONENT, "network", Tags.RESOURCE, "aws_vpc.this"));
    }

    private static Outcome failed(String summary, String detail) {
        return new Outcome.Failed(
                Outcome.Cause.OTHER,
                new Problem(ExitCode.FAILED, summary, detail, ""),
                List.of(new Diagnostic(Severity.ERROR, summary, detail, "", Optional.empty(), Optional.empty())));
    }

    private static String resource(String address, String id) {
        String[] parts = address.split("\\.", -1);
        return "{'mode':'managed','module':'module." + parts[1] + "','type':'" + parts[2] + "','name':'" + parts[3]
                + "','instances':[{'attributes':{'id':'" + id + "'}}]}";
    }

    private void state(String address, String id) {
        script.state("{'resources':[" + resource(address, id) + "]}");
    }

    private Known known(String... addresses) {
        script.state("{'resources':["
                + String.join(
                        ",",
                        List.of(addresses).stream()
                                .map(each -> resource(each, "vpc-1"))
                                .toList())
                + "]}");
        return Known.of(environment.engine().statePull());
    }

    /** Plans with one change each; the last is made again and again. */
    private void plans(String... changes) {
        for (String change : changes) {
            String name = folder.resolve("plan-" + Integer.toHexString(change.hashCode()))
                    .toString();
            Folders.write(
                    Path.of(name + ".json"),
                    "{\"format_version\": \"1.2\", \"terraform_version\": \"1.11.4\", \"complete\": true,"
                            + " \"resource_changes\": [" + change + "]}");
            script.plans(name);
        }
    }

    private static String creation() {
        return change(NETWORK, "\"actions\": [\"create\"], \"before\": null, \"after\": {}");
    }

    private static String update() {
        return change(NETWORK, "\"actions\": [\"update\"], \"before\": {\"tags\": {}}, \"after\": {\"tags\": {}}");
    }

    private static String imported(String id) {
        return change(
                NETWORK,
                "\"actions\": [\"no-op\"], \"before\": {}, \"after\": {}, \"importing\": {\"id\": \"" + id + "\"}");
    }

    private static String change(String address, String change) {
        String[] parts = address.split("\\.", -1);
        return "{\"address\": \"" + address + "\", \"module_address\": \"module." + parts[1]
                + "\", \"mode\": \"managed\", \"type\": \"" + parts[2] + "\", \"name\": \"" + parts[3]
                + "\", \"change\": {" + change + "}}";
    }

    /** An account with what a test puts into it. */
    private static final class Account implements EnvironmentAccount {
        final List<OpenSecurityGroups.Rule> open = new ArrayList<>();
        private final Deque<List<TaggedResource>> tagged = new ArrayDeque<>();

        /** What the account lists next; the last is listed again and again. */
        void tags(TaggedResource... resources) {
            tagged.add(List.of(resources));
        }

        @Override
        public List<TaggedResource> tagged() {
            if (tagged.isEmpty()) {
                return List.of();
            }
            return tagged.size() > 1 ? tagged.remove() : tagged.element();
        }

        @Override
        public Set<String> ended(Collection<String> arnsOrIds) {
            return Set.of();
        }

        @Override
        public Optional<String> find(String type, Function<String, Optional<String>> planned) {
            return Optional.empty();
        }

        @Override
        public List<OpenSecurityGroups.Rule> openRules(Collection<String> groups) {
            Set<String> wanted = new TreeSet<>(groups);
            return open.stream().filter(rule -> wanted.contains(rule.group())).toList();
        }

        @Override
        public void close(OpenSecurityGroups.Rule rule) {
            open.remove(rule);
        }
    }
}
