package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.Repository;
import io.github.qisaws.TestEngine;
import io.github.qisaws.ci.CiFiles;
import io.github.qisaws.problem.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CiInitTest {
    private static final List<String> WORKFLOWS = List.of(
            "qis-aws-plan.yml",
            "qis-aws-review.yml",
            "qis-aws-apply.yml",
            "qis-aws-apply-environment.yml",
            "qis-aws-drift.yml");

    @TempDir
    private Path top;

    private Path project;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeAProjectWithinARepository() throws IOException {
        project = top.resolve("infrastructure");
        for (String name : List.of("environments/classic", "environments/demo", "environments/production", "modules")) {
            TestEngine.copy(Path.of(name), project.resolve(name));
        }
        Path production = project.resolve("environments/production/environment.yaml");
        Files.writeString(production, Files.readString(production).replace("123456789012", "210987654321"));
        Repository.init(top).git("remote", "add", "origin", "git@github.com:acme/images.git");
    }

    private int init(String system, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-C", project.toString(), "ci", "init", system));
        arguments.addAll(List.of(more));
        return Main.run(new PrintWriter(out), new PrintWriter(err), Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void everyActionIsPinnedByItsCommitAndNothingHoldsAKey() throws IOException {
        assertThat(init("github")).as(err.toString()).isZero();
        for (String name : WORKFLOWS) {
            String text = workflow(name);
            Matcher uses = Pattern.compile("- uses: (.*)").matcher(text);
            while (uses.find()) {
                assertThat(uses.group(1)).matches("[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+");
            }
            assertThat(text)
                    .contains("\npermissions: {}\n", "working-directory: \"infrastructure\"")
                    .doesNotContain(
                            "AWS_SECRET_ACCESS_KEY",
                            "secrets.",
                            "pull_request_target",
                            "@DIRECTORY",
                            "@BRANCH",
                            "@CONFTEST",
                            "@TERRAFORM");
        }
        assertThat(workflow("qis-aws-apply.yml")).contains("branches: [\"main\"]");
        assertThat(workflow("qis-aws-apply-environment.yml"))
                .contains("cancel-in-progress: false", "--from-store", "environment: ${{");
    }

    @Test
    void anInitThatFailsHalfWayReportsTheFilesThatItWrote() throws IOException {
        Path blocked = Files.writeString(top.resolve(".gitlab"), "a file where a folder is needed");
        assertThat(init("gitlab")).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString())
                .contains("error: cannot write " + real(blocked).resolve("qis-aws.gitlab-ci.yml"))
                .endsWith("No AWS resources were changed. This command wrote "
                        + real(top).resolve(".gitlab-ci.yml") + ".\n");
        assertThat(top.resolve(".gitlab-ci.yml")).exists();
    }

    /** As Git reports a path: without symbolic links. */
    private static Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    @Test
    void theTrustIsOfTheAccountsOfTheEnvironmentsAndOfThisRepositoryAlone() throws IOException {
        assertThat(init("github")).isZero();
        JsonNode apply = policy(".github/qis-aws/demo-apply-trust.json");
        assertThat(apply.at("/Principal/Federated").asText())
                .isEqualTo("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
        assertThat(apply.at("/Condition/StringLike/token.actions.githubusercontent.com:sub"))
                .extracting(JsonNode::asText)
                .containsExactly("repo:acme/images:environment:demo");
        JsonNode plan = policy(".github/qis-aws/production-plan-trust.json");
        assertThat(plan.at("/Condition/StringLike/token.actions.githubusercontent.com:sub"))
                .extracting(JsonNode::asText)
                .containsExactly("repo:acme/images:pull_request", "repo:acme/images:ref:refs/heads/main");
        assertThat(Files.readString(top.resolve(".github/qis-aws/production-plan-policy.json")))
                .contains("arn:aws:s3:::qis-aws-210987654321-eu-west-1/plans/production/*")
                .doesNotContain("\"s3:*\"");
        assertThat(Files.readString(top.resolve(".github/qis-aws/production-apply-permissions-1.json")))
                .contains("arn:aws:s3:::qis-aws-210987654321-eu-west-1/plans/production/*");
        assertThat(Files.readString(top.resolve(".github/qis-aws/production-plan-permissions-1.json")))
                .contains("ec2:DescribeVpcs")
                .doesNotContain("ec2:CreateVpc", "terraform.tfstate");
        assertThat(out.toString())
                .contains(
                        "aws iam create-policy --policy-name qis-aws-production-apply-permissions-1 --policy-document"
                                + " file://.github/qis-aws/production-apply-permissions-1.json",
                        "aws iam attach-role-policy --role-name qis-aws-plan-demo --policy-arn"
                                + " arn:aws:iam::123456789012:policy/qis-aws-demo-plan-permissions-1")
                .doesNotContain("AdministratorAccess", "ReadOnlyAccess");
        assertThat(out.toString())
                .contains(
                        "create-open-id-connect-provider",
                        "QIS_AWS_APPLY_ROLE_PRODUCTION",
                        "file://.github/qis-aws/production-apply-trust.json --max-session-duration 7200");
    }

    @Test
    void whatAPersonChangedIsOverwrittenOnlyByForce() throws IOException {
        assertThat(init("github")).isZero();
        assertThat(init("github")).isZero();
        assertThat(err.toString()).contains("Wrote .github/workflows/qis-aws-plan.yml", "Up to date: ");
        Path plan = top.resolve(".github/workflows/qis-aws-plan.yml");
        Path drift = top.resolve(".github/workflows/qis-aws-drift.yml");
        Files.writeString(plan, "# mine\n");
        Files.delete(drift);
        assertThat(init("github")).isEqualTo(64);
        assertThat(err.toString()).contains("differ from the generated pipelines", "--force", "Nothing was changed.");
        assertThat(plan).hasContent("# mine\n");
        assertThat(drift).doesNotExist();
        assertThat(init("github", "--force")).isZero();
        assertThat(workflow("qis-aws-plan.yml")).contains("name: qis-aws plan");
    }

    @Test
    void gitlabGetsAJobForEachEnvironmentAndAnIncludeOfItsOwn() throws IOException {
        assertThat(init("gitlab", "--repository", "group/images", "--branch", "trunk"))
                .as(err.toString())
                .isZero();
        assertThat(top.resolve(".gitlab-ci.yml")).content().contains("local: .gitlab/qis-aws.gitlab-ci.yml");
        assertThat(top.resolve(".gitlab/qis-aws.gitlab-ci.yml"))
                .content()
                .contains(
                        "- ENVIRONMENT: \"demo\"\n        ACCOUNT: \"123456789012\"",
                        "resource_group: qis-aws-$ENVIRONMENT")
                .doesNotContain("AWS_SECRET_ACCESS_KEY", "@MATRIX", "@DIRECTORY", "@CONFTEST");
        assertThat(policy(".gitlab/qis-aws/demo-apply-trust.json")
                        .at("/Condition/StringLike/gitlab.com:sub/0")
                        .asText())
                .isEqualTo("project_path:group/images:ref_type:branch:ref:trunk");
    }

    @Test
    void aProjectInNestedGroupsIsTrustedByItsWholePath() throws IOException {
        new Repository(top).git("remote", "set-url", "origin", "https://gitlab.com/acme/platform/qis.git");
        assertThat(init("gitlab")).as(err.toString()).isZero();
        assertThat(policy(".gitlab/qis-aws/demo-apply-trust.json")
                        .at("/Condition/StringLike/gitlab.com:sub/0")
                        .asText())
                .isEqualTo("project_path:acme/platform/qis:ref_type:branch:ref:main");
        assertThat(init("github")).as("GitHub has no nested groups").isEqualTo(64);
    }

    @Test
    void whatWouldTrustOthersTooIsWrongUse() {
        assertThat(init("github", "--repository", "acme/*")).isEqualTo(64);
        assertThat(err.toString()).contains("\"acme/*\" is not a repository name", "Nothing was changed.");
        assertThat(init("gitlab", "--branch", "*")).isEqualTo(64);
        assertThat(err.toString()).contains("\"*\" is not a branch name");
        assertThat(top.resolve(".github")).doesNotExist();
        assertThat(top.resolve(".gitlab")).doesNotExist();
    }

    @Test
    void jobsThatJudgeByPoliciesGetConftestBeforeTheyHaveCredentials() throws IOException {
        assertThat(init("github")).isZero();
        for (String each :
                List.of("plan plan", "review review", "apply-environment review", "apply-environment apply")) {
            String[] names = each.split(" ", -1);
            String job = yaml(workflow("qis-aws-" + names[0] + ".yml"))
                    .at("/jobs/" + names[1] + "/steps")
                    .toString();
            assertThat(job)
                    .as(each)
                    .containsSubsequence(
                            "actions/checkout@",
                            "actions/setup-go@",
                            "go install github.com/open-policy-agent/conftest@v" + CiFiles.CONFTEST + "\\n",
                            "./qis-aws ");
            assertThat(job.split("hashFiles\\('infrastructure/policies/\\*\\*/\\*\\.rego'\\) != ''", -1))
                    .as("both steps of %s, where there is a policy", each)
                    .hasSize(3);
            assertThat(job.substring(0, job.indexOf("go install"))).doesNotContain("configure-aws-credentials");
        }
    }

    @Test
    void gitlabBuildsConftestOnceWhereThereIsAPolicy() throws IOException {
        assertThat(init("gitlab", "--repository", "group/images")).isZero();
        JsonNode pipeline = yaml(Files.readString(top.resolve(".gitlab/qis-aws.gitlab-ci.yml")));
        JsonNode job = pipeline.path("qis-aws:conftest");
        assertThat(job.path("rules")).hasSize(2).allSatisfy(rule -> assertThat(
                        rule.at("/exists/0").asText())
                .isEqualTo("infrastructure/policies/**/*.rego"));
        assertThat(job.path("id_tokens").isMissingNode()).isTrue();
        assertThat(job.at("/script/0").asText()).endsWith("conftest@v" + CiFiles.CONFTEST);
        String program = job.at("/artifacts/paths/0").asText();
        assertThat(pipeline.at("/.qis-aws/before_script").toString())
                .containsSubsequence("mv " + program + " /usr/local/bin/", "cd ");
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    @Test
    void withoutARemoteTheRepositoryMustBeNamed() {
        new Repository(top).git("remote", "remove", "origin");
        assertThat(init("github")).isEqualTo(64);
        assertThat(err.toString()).contains("--repository OWNER/NAME");
    }

    private String workflow(String name) throws IOException {
        return Files.readString(top.resolve(".github/workflows").resolve(name));
    }

    private JsonNode policy(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(top.resolve(file))).at("/Statement/0");
    }
}
