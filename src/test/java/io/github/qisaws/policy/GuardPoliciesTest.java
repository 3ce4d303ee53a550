package io.github.qisaws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.Recordings;
import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.review.view.TerminalView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the policy section of an environment file does to the review of a recorded plan. */
class GuardPoliciesTest {
    private static final String REASON = "reached by partners without fixed addresses";

    @TempDir
    Path folder;

    @Test
    void anAcceptedRuleStaysInTheReviewWithItsReason() throws IOException {
        Review strict = review("");
        RuleName rule = strict.findings().stream()
                .map(Finding::rule)
                .filter(name -> !name.liftedByAddress())
                .findFirst()
                .orElseThrow();
        Review review = review("policy: {accept: [{rule: " + rule.id() + ", reason: " + REASON + "}]}\n");
        assertThat(review.findings()).hasSameSizeAs(strict.findings());
        assertThat(review.findings().stream().filter(finding -> finding.rule() == rule))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.accepted()).contains(REASON));
        assertThat(review.findings().stream().filter(finding -> finding.rule() != rule))
                .allSatisfy(finding -> assertThat(finding.accepted()).isEmpty());
        assertThat(TerminalView.render(review, new TerminalView.Options(400, false, true)))
                .contains(REASON);
        assertThat(MarkdownView.render(List.of(review), "")).contains(REASON);
    }

    @Test
    void anUnprotectedEnvironmentMayEndWithWhatAFailedReplacementLeft() {
        Plan leftover = PlanJson.read("{\"format_version\":\"1.2\",\"resource_changes\":[{\"type\":\"aws_ebs_volume\","
                + "\"address\":\"aws_ebs_volume.x\",\"deposed\":\"00c0ffee\",\"change\":{\"actions\":[\"delete\"]}}]}");
        Environment environment = EnvironmentFile.read(Path.of("environments/demo"));
        Policy policy = GuardPolicies.of(environment, leftover, AllowedDestroys.byDestroy(Set.of()));
        assertThat(Review.of("demo", leftover, List.of(), policy).verdict()).isNotEqualTo(Verdict.BLOCKED);
        assertThat(Review.of("demo", leftover, List.of(), GuardPolicies.of(environment, leftover, AllowedDestroys.NONE))
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void whatTheFileCallsStatefulIsGuarded() throws IOException {
        assertThat(lost(review(""))).doesNotContain("module.web-tier.aws_autoscaling_group.this");
        assertThat(lost(review("policy: {stateful: [module.*]}\n")))
                .hasSizeGreaterThan(lost(review("")).size());
    }

    @Test
    void fewerDestroysMayBeDemanded() throws IOException {
        assertThat(rules(review(""))).doesNotContain(RuleName.MANY_DESTROYS);
        assertThat(rules(review("policy: {max-destroys: 0}\n"))).contains(RuleName.MANY_DESTROYS);
    }

    private static List<RuleName> rules(Review review) {
        return review.findings().stream().map(Finding::rule).toList();
    }

    private static List<String> lost(Review review) {
        return review.findings().stream()
                .filter(finding -> finding.rule().liftedByAddress())
                .map(Finding::subject)
                .toList();
    }

    private Review review(String policy) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        String file = Files.readString(Path.of("environments/demo/environment.yaml"));
        Files.writeString(demo.resolve("environment.yaml"), file + policy);
        Environment environment = EnvironmentFile.read(demo);
        Deployment deployment = Architectures.deploymentOf(environment);
        Plan plan = Recordings.plan("terraform-1.11-dangerous");
        return Review.of("demo", plan, deployment.calls(), GuardPolicies.of(environment, plan, AllowedDestroys.NONE));
    }
}
