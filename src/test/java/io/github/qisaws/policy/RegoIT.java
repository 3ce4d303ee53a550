package io.github.qisaws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.Recordings;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestTool;
import io.github.qisaws.ci.CiFiles;
import io.github.qisaws.pipeline.PlanFolder;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.seal.Manifest.Maker;
import io.github.qisaws.seal.SavedPlan;
import io.github.qisaws.seal.SavedPlanTest;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organisation's policies, evaluated by the real conftest on a recorded plan. */
class RegoIT {
    private static final String VOLUME = "module.data-server.aws_ebs_volume.database";
    private static final String STORAGE = """
            package acme.storage

            import rego.v1

            deny contains {"msg": "volumes must be encrypted", "address": change.address} if {
              some change in input.resource_changes
              change.type == "aws_ebs_volume"
              change.change.after.encrypted == false
            }

            warn contains sprintf("variables: %v", [input.variables])
            """;

    @TempDir
    private Path folder;

    private Tools tools;

    @BeforeEach
    void makeAProjectWithASealedPlan() throws IOException {
        Path conftest = TestTool.folder("conftest");
        assertThat(conftest).as("the version of the pipelines").hasFileName("conftest-" + CiFiles.CONFTEST);
        Map<String, String> variables = new TreeMap<>(TestEngine.OURS);
        variables.merge("PATH", conftest.toString(), (path, own) -> own + File.pathSeparator + path);
        tools = Tools.of(new ProcessRunner(new Interrupts()), variables);
        TestEngine.copy(Path.of("environments/demo"), folder.resolve("environments/demo"));
        SavedPlan saved = new SavedPlan(folder.resolve("plan"));
        saved.prepare();
        saved.keepRedacted(Recordings.file("terraform-1.11-dangerous"));
        Review review = Review.of("demo", Recordings.plan("terraform-1.11-dangerous"), List.of(), Policy.STRICT);
        saved.seal(SavedPlanTest.FACTS, Maker.of("ann", Instant.now(), Duration.ofHours(1)), review, Mode.NORMAL);
    }

    @Test
    void denyBlocksAtItsAddressAndWarnIsToBeLookedAt() throws IOException {
        policy(STORAGE);
        List<Finding> findings = ofOrganisation();
        assertThat(findings).extracting(Finding::level).containsExactly(Level.BLOCK, Level.WARN);
        assertThat(findings.get(0).subject()).isEqualTo(VOLUME);
        assertThat(findings.get(0).words()).isEqualTo("volumes must be encrypted (acme.storage.deny)");
        assertThat(findings.get(1).subject()).isEqualTo("acme.storage.warn");
        assertThat(findings.get(1).words()).contains("(hidden)").doesNotContain("planted");
        assertThat(review().verdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void aPolicyIsAcceptedWithAReasonLikeAnyRule() throws IOException {
        policy(STORAGE);
        Files.writeString(
                folder.resolve("environments/demo/environment.yaml"),
                "policy: {accept: [{rule: organisation-policy, address: " + VOLUME
                        + ", reason: replaced next week}]}\n",
                StandardOpenOption.APPEND);
        assertThat(ofOrganisation())
                .filteredOn(finding -> finding.level() == Level.BLOCK)
                .singleElement()
                .satisfies(finding -> assertThat(finding.accepted()).contains("replaced next week"));
    }

    @Test
    void aPolicyThatCannotBeReadOrIsNeverEvaluatedIsRefused() throws IOException {
        policy("package broken\ndeny contains if {\n");
        assertThatThrownBy(this::review)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("rego_parse_error");
        policy("package idle\nallowed := true\n");
        assertThatThrownBy(this::review).hasMessageContaining("No policy file has a rule");
    }

    @Test
    void withoutPoliciesNothingIsAsked() {
        assertThat(ofOrganisation()).isEmpty();
    }

    private void policy(String text) throws IOException {
        Files.createDirectories(folder.resolve("policies/deeper"));
        Files.writeString(folder.resolve("policies/deeper/acme.rego"), text);
    }

    private List<Finding> ofOrganisation() {
        return review().findings().stream()
                .filter(finding -> finding.rule() == RuleName.ORGANISATION_POLICY)
                .toList();
    }

    private Review review() {
        return PlanFolder.review(folder.resolve("plan"), Optional.of(new Project(folder)), tools, Set.of());
    }
}
