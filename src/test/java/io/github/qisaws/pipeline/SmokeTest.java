package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.OpenSecurityGroups;
import io.github.qisaws.aws.TaggedResource;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a smoke run and what becomes of each failure, with a scripted engine. */
class SmokeTest {
    private static final String CREATE = "terraform-1.11-create";
    private static final String UNCHANGED = "terraform-1.11-unchanged";
    private static final String DESTROY = Recordings.unprotectedDestroy();

    @TempDir
    Path folder;

    private final List<TaggedResource> resources = new ArrayList<>(List.of(
            new TaggedResource("vpc-other", Map.of("qis-aws:environment", "other")),
            new TaggedResource("arn:aws:s3:::state", Map.of("qis-aws:environment", "demo"))));
    private final List<String> changes = new ArrayList<>();
    private ScriptedProject scripted;
    private Script script;
    private Path file;

    @BeforeEach
    void project() throws IOException {
        scripted = new ScriptedProject(folder, "demo", "production");
        script = scripted.script;
        file = scripted.project.folder("demo").resolve("environment.yaml");
    }

    @Test
    void theWholeLifeOfAnEnvironmentLeavesNothing() throws IOException {
        script.afterApply(() -> changes.add("apply"));
        SmokeReport report = life();
        assertThat(report.markdown())
                .contains("| second plan | 0 | empty |", "| nothing left | 0 | nothing |", "Nothing.");
        assertThat(report.isClean()).isTrue();
        assertThat(changes).containsExactly("apply", "changed", "apply", "as before", "apply");
        assertThat(stages())
                .containsExactly(
                        "plan normal",
                        "apply",
                        "plan normal",
                        "plan normal",
                        "apply",
                        "plan normal",
                        "plan destroy",
                        "apply");
    }

    @Test
    void afterAFailedApplyEverythingIsDestroyed() {
        script.plans(CREATE).plans(DESTROY).applies(failure());
        SmokeReport report = smoke().run("demo");
        assertThat(stages()).containsExactly("plan normal", "apply", "plan destroy", "apply");
        assertThat(report.isClean()).isFalse();
        assertThat(report.markdown())
                .contains("| plan and apply | 0 | failed |", "error: no connection", "| nothing left |");
    }

    @Test
    void aFailedDestroyIsTriedTwiceAndWhatIsLeftIsNotCalledNothing() {
        script.plans(CREATE).plans(UNCHANGED).plans(CREATE).plans(UNCHANGED).plans(DESTROY);
        script.applies(done()).applies(done()).applies(failure()).applies(failure());
        SmokeReport report = smoke().run("demo");
        assertThat(report.markdown())
                .contains("| destroy | 0 | failed |", "| destroy, second attempt | 0 | failed |")
                .doesNotContain("nothing left");
        assertThat(scripted.said).last().isEqualTo("Not all steps succeeded.");
    }

    @Test
    void aSecondPlanWithChangesIsADifferenceAndTheRunGoesOn() {
        script.plans(CREATE).plans(CREATE).plans(CREATE).plans(UNCHANGED).plans(DESTROY);
        SmokeReport report = smoke().run("demo");
        assertThat(report.markdown()).contains("| second plan | 0 | not empty |");
        assertThat(report.differences()).isPositive();
        assertThat(stages()).endsWith("plan destroy", "apply");
    }

    @Test
    void aResourceThatIsLeftIsADifference() {
        Map<String, String> tags = Map.of("qis-aws:environment", "demo");
        script.afterApply(() ->
                resources.addAll(List.of(new TaggedResource("vol-1", tags), new TaggedResource("i-terminated", tags))));
        SmokeReport report = life();
        assertThat(report.isClean()).isFalse();
        assertThat(report.markdown())
                .contains("vol-1 still has the environment's tags")
                .doesNotContain("vpc-other", "i-terminated");
    }

    @Test
    void aProtectedOrAppliedEnvironmentIsNotTouched() {
        Problem guarded = problem(() -> smoke().run("production"));
        assertThat(guarded.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(guarded.what()).isEqualTo("production is protected and cannot be smoke-tested");
        script.state(
                "{'resources':[{'mode':'managed','type':'aws_vpc','name':'this','instances':[{'attributes':{}}]}]}");
        Problem applied = problem(() -> smoke().run("demo"));
        assertThat(applied.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(applied.what()).startsWith("demo already has ");
        assertThat(stages()).isEmpty();
    }

    @Test
    void theFileIsAsBeforeAlsoAfterAFailure() throws IOException {
        String before = Files.readString(file);
        problem(() -> EverydayChange.during(file.getParent(), scripted.effects, () -> {
            assertThat(file).content().contains(EverydayChange.TAG);
            throw new Problem(ExitCode.FAILED, "stopped", "", "").asException();
        }));
        assertThat(file).content().isEqualTo(before);
    }

    @Test
    void theChangeKeepsTheOtherTagsAndKeys() {
        assertThat(EverydayChange.changed("region: eu-west-1 # here\ntags: {team: images}\n"))
                .isEqualTo("region: eu-west-1\ntags: {team: images, qis-smoke: changed}\n");
    }

    private SmokeReport life() {
        script.plans(CREATE).plans(UNCHANGED).plans(CREATE).plans(UNCHANGED).plans(DESTROY);
        return smoke().run("demo");
    }

    private Smoke smoke() {
        Function<Environment, EnvironmentAccount> account = environment -> new Account();
        return new Smoke(
                scripted.project,
                scripted.tools(),
                scripted.said::add,
                Pace.of(Duration.ZERO),
                scripted.deployments(),
                account,
                (environment, effects, work) -> {
                    changes.add("changed");
                    String words = work.get();
                    changes.add("as before");
                    return words;
                });
    }

    private List<String> stages() {
        return script.verbs.stream()
                .filter(verb -> verb.startsWith("plan") || verb.equals("apply"))
                .toList();
    }

    private static Outcome done() {
        return new Outcome.Succeeded(true, List.of());
    }

    private static Outcome failure() {
        return new Outcome.Failed(
                Outcome.Cause.OTHER, new Problem(ExitCode.FAILED, "no connection", "", ""), List.of());
    }

    /** An account with the resources of this test. */
    private final class Account implements EnvironmentAccount {
        @Override
        public List<TaggedResource> tagged() {
            return List.copyOf(resources);
        }

        @Override
        public Set<String> ended(Collection<String> arnsOrIds) {
            return Set.of("i-terminated");
        }

        @Override
        public Optional<String> find(String type, Function<String, Optional<String>> planned) {
            return Optional.empty();
        }

        @Override
        public List<OpenSecurityGroups.Rule> openRules(Collection<String> groups) {
            return List.of();
        }

        @Override
        public void close(OpenSecurityGroups.Rule rule) {
            throw new AssertionError();
        }
    }
}
