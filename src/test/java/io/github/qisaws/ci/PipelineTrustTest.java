package io.github.qisaws.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Which job may do what: what a branch's code reaches, what people approve, and what is applied. */
class PipelineTrustTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CiSetup SETUP = new CiSetup(
            "acme/images",
            "trunk",
            ".",
            Stream.of("demo", "classic")
                    .map(name ->
                            EnvironmentFile.read(Path.of("environments", name).toAbsolutePath()))
                    .toList(),
            Path.of("modules"));
    private static final Map<String, String> GITHUB = CiFiles.of(CiSystem.GITHUB, SETUP);
    private static final Map<String, String> GITLAB = CiFiles.of(CiSystem.GITLAB, SETUP);

    @Test
    void aPullRequestsJobsNeitherCommentNorReviewNorApply() {
        JsonNode plan = workflow("plan");
        assertThat(plan.path("on").has("pull_request")).isTrue();
        assertThat(plan.path("permissions")).isEmpty();
        plan.path("jobs").forEach(job -> assertThat(job.path("permissions").properties())
                .allSatisfy(permission -> assertThat(permission.getKey() + ": "
                                + permission.getValue().asText())
                        .isIn("contents: read", "id-token: write")));
        assertThat(plan.toString()).doesNotContain("REVIEW_ROLE", "APPLY_ROLE");
        for (String other : List.of("review", "apply", "apply-environment", "drift")) {
            assertThat(workflow(other).path("on").has("pull_request")).as(other).isFalse();
        }
    }

    @Test
    void theCommentIsMadeByTheBaseBranch() {
        JsonNode review = workflow("review");
        assertThat(review.path("on").properties()).extracting(Map.Entry::getKey).containsExactly("workflow_run");
        assertThat(checkouts(review)).hasSize(2).allSatisfy(checkout -> assertThat(
                        checkout.at("/with/ref").asText())
                .isEqualTo("trunk"));
        review.path("jobs").properties().forEach(job -> assertThat(job.getValue()
                                .at("/permissions/id-token")
                                .isMissingNode()
                        || job.getValue().at("/permissions/pull-requests").isMissingNode())
                .as("no job signs in to AWS and comments: " + job.getKey())
                .isTrue());
        assertThat(review.at("/jobs/review").toString())
                .contains("--from-store --commit \\\"$COMMIT\\\" --plan-hash \\\"$PLAN_HASH\\\"")
                .contains("QIS_AWS_REVIEW_ROLE_{0}")
                .doesNotContain("download-artifact");
    }

    @Test
    void exactlyThePlanFileThatTheApproverReadAboutIsApplied() {
        JsonNode apply = workflow("apply-environment");
        assertThat(apply.at("/jobs/apply/needs").asText()).isEqualTo("review");
        assertThat(apply.at("/jobs/apply/environment").asText()).isEqualTo("${{ inputs.name }}");
        JsonNode last = last(apply.at("/jobs/apply/steps"));
        assertThat(last.at("/env/PLAN_HASH").asText()).isEqualTo("${{ needs.review.outputs.plan-hash }}");
        assertThat(last.path("run").asText())
                .isEqualTo("./qis-aws apply \"$ENVIRONMENT\" --from-store --plan-hash \"$PLAN_HASH\" --yes");
        JsonNode pipeline = yaml(GITLAB.get(".gitlab/qis-aws.gitlab-ci.yml"));
        assertThat(pipeline.at("/qis-aws:review/script/0").asText())
                .contains("--write-plan-hash \"review/$ENVIRONMENT.");
        assertThat(pipeline.at("/qis-aws:apply/script/0").asText()).contains("--plan-hash \"$hash\" --yes");
        assertThat(pipeline.at("/qis-aws:apply/rules/0/when").asText()).isEqualTo("manual");
    }

    @Test
    void onGitlabOnlyAJobOfTheMainBranchUsesTheCommentToken() {
        yaml(GITLAB.get(".gitlab/qis-aws.gitlab-ci.yml")).properties().stream()
                .filter(job -> job.getValue().toString().contains("QIS_AWS_COMMENT_TOKEN"))
                .forEach(job -> assertThat(job.getValue().path("rules"))
                        .as(job.getKey())
                        .hasSize(1)
                        .allSatisfy(rule -> assertThat(rule.path("if").asText())
                                .isEqualTo("$CI_PIPELINE_SOURCE == \"push\" && $CI_COMMIT_BRANCH =="
                                        + " $CI_DEFAULT_BRANCH")));
        assertThat(CiAdvice.of(CiSystem.GITLAB, SETUP)).contains("masked and protected variable QIS_AWS_COMMENT_TOKEN");
    }

    @Test
    void eachEnvironmentHasItsRolesAndNoOtherEnvironmentsName() throws IOException {
        for (String name : List.of("demo", "classic")) {
            for (String role : RolePolicies.ROLES) {
                JsonNode trust = JSON.readTree(GITHUB.get(".github/qis-aws/" + name + "-" + role + "-trust.json"));
                assertThat(subjects(trust))
                        .isEqualTo(
                                switch (role) {
                                    case "plan" ->
                                        List.of(
                                                "repo:acme/images:pull_request",
                                                "repo:acme/images:ref:refs/heads/trunk");
                                    case "review" -> List.of("repo:acme/images:ref:refs/heads/trunk");
                                    default -> List.of("repo:acme/images:environment:" + name);
                                });
            }
        }
        JsonNode gitlab = JSON.readTree(GITLAB.get(".gitlab/qis-aws/demo-review-trust.json"));
        assertThat(subjects(gitlab)).containsExactly("project_path:acme/images:ref_type:branch:ref:trunk");
        assertThat(GITHUB.get(".github/qis-aws/demo-plan-policy.json")).doesNotContain("classic");
    }

    /** The emulator does not evaluate this condition (RolesIT), so only the document is tested. */
    @Test
    void thePlanRoleMayStoreOnlyObjectsThatDoNotExist() throws IOException {
        JsonNode statements = JSON.readTree(GITHUB.get(".github/qis-aws/demo-plan-policy.json"))
                .path("Statement");
        List<JsonNode> stores = elements(statements)
                .filter(each -> each.path("Effect").asText().equals("Allow"))
                .filter(each -> each.path("Resource").toString().contains("/plans/"))
                .toList();
        assertThat(stores).singleElement().satisfies(store -> {
            assertThat(store.path("Action").toString()).isEqualTo("[\"s3:PutObject\"]");
            assertThat(store.at("/Condition/Null/s3:if-none-match").asText()).isEqualTo("false");
            assertThat(store.path("Resource")).singleElement().satisfies(resource -> assertThat(resource.asText())
                    .endsWith("/plans/demo/*"));
        });
    }

    @Test
    void whatIsDownloadedIsCheckedAgainstAHashInTheFile() {
        for (Map<String, String> files : List.of(GITHUB, GITLAB)) {
            files.forEach((name, text) -> {
                assertThat(text).as(name).doesNotContain("SHA256SUMS", "setup-terraform");
                assertThat(text.split("releases.hashicorp.com", -1))
                        .as(name)
                        .hasSameSizeAs(text.split("[0-9a-f]{64}  \\$archive\" \\| sha256sum --check", -1));
            });
        }
        yaml(GITLAB.get(".gitlab/qis-aws.gitlab-ci.yml"))
                .findValuesAsText("image")
                .forEach(image -> assertThat(image).matches("[a-z0-9.:-]+@sha256:[0-9a-f]{64}"));
    }

    /**
     * A model of GitHub's documented rule, not GitHub itself: a group has at most one running and one pending job, and a new
     * job cancels the pending one. https://docs.github.com/en/actions/using-jobs/using-concurrency
     */
    @Test
    void ofThreeMergesAtOnceNoApplyIsLost() {
        String group = workflow("apply-environment")
                .at("/jobs/apply/concurrency/group")
                .asText();
        assertThat(started(group, "a", "b", "c")).containsExactly("a", "b", "c");
        assertThat(started("qis-aws-${{ inputs.name }}", "a", "b", "c"))
                .as("the model cancels a pending job")
                .containsExactly("a", "c");
        assertThat(workflow("apply").has("concurrency")).isFalse();
    }

    @Test
    void everyTestThatTheThreatModelNamesExists() throws IOException {
        List<String> named = Pattern.compile("`([a-z]+/[A-Za-z]+(?:Test|IT))`")
                .matcher(Files.readString(Path.of("src/docs/threat-model.md")))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(4).allSatisfy(name -> assertThat(
                        Path.of("src/test/java/io/github/qisaws", name + ".java"))
                .exists());
    }

    private static List<String> started(String group, String... commits) {
        List<String> started = new ArrayList<>();
        Map<String, Deque<String>> waiting = new TreeMap<>();
        for (String commit : commits) {
            String name = group.replace("${{ github.sha }}", commit).replace("${{ inputs.name }}", "demo");
            Deque<String> pending = waiting.get(name);
            if (pending == null) {
                started.add(commit);
                waiting.put(name, new ArrayDeque<>());
            } else {
                pending.clear();
                pending.add(commit);
            }
        }
        waiting.values().forEach(started::addAll);
        return started;
    }

    private static List<String> subjects(JsonNode trust) {
        return elements(trust.at("/Statement/0/Condition/StringLike"))
                .flatMap(PipelineTrustTest::elements)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> checkouts(JsonNode workflow) {
        Predicate<JsonNode> checkout = step -> step.path("uses").asText().startsWith("actions/checkout@");
        return elements(workflow.path("jobs"))
                .flatMap(job -> elements(job.path("steps")))
                .filter(checkout)
                .toList();
    }

    private static JsonNode last(JsonNode list) {
        return list.get(list.size() - 1);
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode workflow(String name) {
        return yaml(GITHUB.get(".github/workflows/qis-aws-" + name + ".yml"));
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }
}
