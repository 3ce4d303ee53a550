package io.github.qisaws.pipeline;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Recordings;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SealedFolder;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which policy a sealed folder is reviewed, and when it is refused. */
class PlanFolderTest {
    private static final String DANGEROUS = "terraform-1.11-dangerous";
    private static final String REASON = "the partners need it";

    @TempDir
    Path folder;

    private ScriptedProject scripted;

    @BeforeEach
    void makeProject() throws IOException {
        scripted = new ScriptedProject(folder.resolve("project"), "demo");
    }

    @Test
    void whatTheEnvironmentFileAcceptsIsAcceptedOnlyWithTheProject() throws IOException {
        Path file = scripted.project.folder("demo").resolve(EnvironmentFile.NAME);
        String policy = "policy: {accept: [{rule: open-to-world, reason: " + REASON + "}]}\n";
        Files.writeString(file, policy, StandardOpenOption.APPEND);
        Path sealed = sealed("demo");
        assertThat(open(review(sealed, project()))).isNotEmpty().allSatisfy(finding -> assertThat(finding.accepted())
                .contains(REASON));
        assertThat(open(review(sealed, Optional.empty())))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.accepted()).isEmpty());
    }

    @Test
    void anEnvironmentThatTheProjectLacksIsReviewedByTheTypesOfItsResources() throws IOException {
        Path sealed = sealed("elsewhere");
        Review known = review(sealed("demo"), project());
        Review strict = review(sealed, project());
        assertThat(strict.environment()).isEqualTo("elsewhere");
        assertThat(strict).isEqualTo(review(sealed, Optional.empty()));
        assertThat(strict.components()).isNotEqualTo(known.components());
        assertThat(strict.findings()).isNotEmpty();
    }

    @Test
    void aDataLossIsLiftedOnlyByTheAddressesThatAreGiven() throws IOException {
        Path sealed = sealed("demo");
        List<String> lost = losses(review(sealed, project()));
        assertThat(lost).hasSizeGreaterThan(1);
        Set<String> rest = Set.copyOf(lost.subList(1, lost.size()));
        assertThat(losses(PlanFolder.review(sealed, project(), scripted.tools(), rest)))
                .containsExactly(lost.get(0));
    }

    @Test
    void thePoliciesOfTheOrganizationAreAsked() throws IOException {
        organizationDenies("no volumes on a Friday");
        assertThat(review(sealed("demo"), project()).findings())
                .anyMatch(finding -> finding.words().startsWith("no volumes on a Friday"));
        assertThat(review(sealed("demo"), Optional.empty()).findings())
                .noneMatch(finding -> finding.rule() == RuleName.ORGANISATION_POLICY);
    }

    @Test
    void policiesThatCannotBeAskedAreNotPassedOver() throws IOException {
        Path sealed = sealed("demo");
        Folders.write(folder.resolve("project/policies/deny.rego"), "package main\n");
        assertThat(problem(() -> review(sealed, project())).exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void aPlanThatWasModifiedOrRemovedIsRefusedWithBothChecksums() throws IOException {
        Path sealed = sealed("demo");
        Path plan = sealed.resolve("plan.json");
        Files.writeString(plan, " ", StandardOpenOption.APPEND);
        Problem modified = problem(() -> review(sealed, project()));
        assertThat(modified.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(modified.why()).matches("SHA-256 in the manifest: [0-9a-f]{64}, now: [0-9a-f]{64}\\.");
        Files.delete(plan);
        assertThat(problem(() -> review(sealed, project())).why()).endsWith("now: NoSuchFileException.");
    }

    @Test
    void aPlanThatTheManifestDoesNotListIsRefused() throws IOException {
        SealedFolder sealed = SealedFolder.make(folder.resolve("sealed"));
        sealed.seal(manifest("demo", sealed));
        sealed.write("plan.json", "{}");
        Problem problem = problem(() -> review(sealed.folder(), project()));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
        assertThat(problem.why()).isEqualTo("The file is not listed in the manifest.");
    }

    private static List<Finding> open(Review review) {
        return review.findings().stream()
                .filter(finding -> finding.rule() == RuleName.OPEN_TO_WORLD)
                .toList();
    }

    private static List<String> losses(Review review) {
        return review.findings().stream()
                .filter(finding -> finding.blocks() && finding.rule().liftedByAddress())
                .map(Finding::subject)
                .distinct()
                .sorted(Collections.reverseOrder())
                .toList();
    }

    private Optional<Project> project() {
        return Optional.of(scripted.project);
    }

    private Review review(Path sealed, Optional<Project> project) {
        Map<String, String> variables = Map.of("PATH", folder + ":/usr/bin:/bin");
        return PlanFolder.review(sealed, project, scripted.tools().over(variables), Set.of());
    }

    /** A policy, and a conftest that denies with these words whatever it is asked. */
    private void organizationDenies(String words) throws IOException {
        Folders.write(folder.resolve("project/policies/deny.rego"), "package main\n");
        Path conftest = folder.resolve("conftest");
        Files.writeString(
                conftest,
                "#!/bin/sh\necho '[{\"successes\": 0, \"failures\": [{\"msg\": \"" + words + "\"}]}]'\nexit 1\n");
        assertThat(conftest.toFile().setExecutable(true)).isTrue();
    }

    private Path sealed(String environment) throws IOException {
        SealedFolder sealed = SealedFolder.make(folder.resolve("sealed-" + environment));
        sealed.write("plan.json", Files.readString(Recordings.file(DANGEROUS)));
        sealed.seal(manifest(environment, sealed));
        return sealed.folder();
    }

    private static Manifest manifest(String environment, SealedFolder sealed) throws IOException {
        return Manifest.of(
                new Manifest.Source("c0ffee", false, new TreeMap<>(), "hash"),
                new Manifest.Target(environment, "123456789012", "eu-west-1", "lineage", 1, "normal"),
                new Manifest.Engine("terraform", "1.11.4", new TreeMap<>()),
                Manifest.Maker.of("ann", Instant.now(), Manifest.USUAL_LIFE),
                sealed.hashes());
    }
}
