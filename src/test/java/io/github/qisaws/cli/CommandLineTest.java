package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.PublishedSchema;
import io.github.qisaws.TestEngine;
import io.github.qisaws.process.Executables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line from outside: both streams and the exit code. */
class CommandLineTest {
    private static final String DANGEROUS = "src/test/resources/plans/terraform-1.11-dangerous.json";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> variables, String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), variables, args);
    }

    private int run(String... args) {
        return run(Map.of(), args);
    }

    @Test
    void aMisspeltCommandIsWrongUseWithASuggestion() {
        assertThat(run("plon")).isEqualTo(64);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Did you mean").contains("plan").contains("Nothing was changed.");
    }

    @Test
    void aStoredPlanIsReviewedForOneEnvironmentAndChosenOnlyInTheStore() {
        assertThat(run("review", DANGEROUS, "--plan-hash", "0")).isEqualTo(64);
        assertThat(run("review", DANGEROUS, "--commit", "main")).isEqualTo(64);
        assertThat(run("review", DANGEROUS, "--write-plan-hash", "hash")).isEqualTo(64);
        assertThat(run("review", "demo", "classic", "--from-store")).isEqualTo(64);
        assertThat(err.toString()).contains("require --from-store", "--from-store reviews one environment");
    }

    @Test
    void onlyWhatACommitSaysIsStored() {
        assertThat(run("plan", "demo", "--store", "--destroy")).isEqualTo(64);
        assertThat(run("plan", "demo", "--store", "--replace", "aws_vpc.this")).isEqualTo(64);
        assertThat(err.toString())
                .contains("--store excludes --destroy", "--store excludes --replace", "Nothing was changed.");
    }

    @Test
    void aProtectedEnvironmentIsNotRehearsedSinceNothingCouldEndIt() {
        assertThat(run("demo", "production", "--once")).isEqualTo(64);
        assertThat(err.toString()).contains("protect: true", "Nothing was changed.");
    }

    @Test
    void aReportThatDidNotFitOnTheDiskIsNoted() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        assertThat(run("review", DANGEROUS, "--html", "/dev/full")).isEqualTo(1);
        assertThat(err.toString()).contains("/dev/full", "possibly wrote a part of /dev/full.");
    }

    @Test
    void reportsThatWereWrittenBeforeAFailureAreNoted() {
        Path html = folder.resolve("review.html");
        Path missing = folder.resolve("missing/review.md");
        assertThat(run("review", DANGEROUS, "--html", html.toString(), "--markdown", missing.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("This command wrote " + html + ".").doesNotContain("possibly");
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(run()).isEqualTo(64);
        assertThat(err.toString()).contains("Run qis-aws --help.");
    }

    @Test
    void environmentsAreListedAsDataAlone() {
        assertThat(run("env", "list")).isZero();
        assertThat(out.toString().lines()).contains("classic", "demo");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anOptionCanComeFromAVariable() throws IOException {
        Files.createDirectories(folder.resolve("environments"));
        assertThat(run(Map.of("QIS_AWS_DIRECTORY", folder.toString()), "env", "list"))
                .isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatAllowsALossOrSkipsAQuestionCannotComeFromAVariable() {
        Map<String, String> variables = Map.of(
                "QIS_AWS_ALLOW_DESTROY", "a.b", "QIS_AWS_YES", "true", "QIS_AWS_UNLOCK", "7", "QIS_AWS_EXPIRES", "1h");
        EnvironmentDefaults defaults = new EnvironmentDefaults(variables);
        List<String> set = new CommandLine(new QisAws())
                .getSubcommands().values().stream()
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .filter(option -> defaults.defaultValue(option) != null)
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .distinct()
                        .toList();
        assertThat(set).containsExactly("--expires");
    }

    @Test
    void aPlanCannotBeKeptForLongerThanAStoredOne() {
        assertThat(run("plan", "demo", "--expires", "8d")).isEqualTo(64);
        assertThat(err.toString()).contains("\"8d\" is longer than 7d");
    }

    @Test
    void aProviderVersionOutsideTheAcceptedRangeIsWrongUse() {
        assertThat(run("init", "demo", "--provider-version", "4.67.0")).isEqualTo(64);
        assertThat(err.toString())
                .contains("AWS provider 4.67.0 is not supported", ">= 5.100.0, < 7.0.0", "Nothing was changed.");
        assertThat(run(Map.of("QIS_AWS_PROVIDER_VERSION", "latest"), "init", "demo"))
                .isEqualTo(64);
        assertThat(err.toString()).contains("--provider-version latest is not a version");
    }

    @Test
    void aFolderThatIsNoProjectIsNamed() {
        assertThat(run("-C", folder.toString(), "env", "list")).isEqualTo(64);
        assertThat(err.toString()).contains(folder.toString()).contains("-C DIR");
    }

    @Test
    void anUnknownEnvironmentIsWrongUseAndNamesTheKnownOnes() {
        assertThat(run("env", "show", "prod")).isEqualTo(64);
        assertThat(err.toString())
                .contains("no environment named prod")
                .contains("classic")
                .contains("demo");
    }

    @Test
    void aBadEnvironmentFileIsRefusedWithLineAndColumn() throws IOException {
        Path bad = folder.resolve("environments/bad");
        Files.createDirectories(bad);
        Files.writeString(
                bad.resolve("environment.yaml"), "region: eu-west-1\naccount: 12\narchitecture: two-server\n");
        assertThat(run("-C", folder.toString(), "plan", "bad")).isEqualTo(65);
        assertThat(err.toString())
                .contains("environment.yaml:2:10: account:")
                .contains("has 1 mistake", "Nothing was changed.");
    }

    @Test
    void aShownEnvironmentIsJson() throws IOException {
        assertThat(run("env", "show", "demo")).isZero();
        JsonNode shown = new ObjectMapper().readTree(out.toString());
        assertThat(shown.at("/placement/architecture").asText()).isEqualTo("two-server");
        assertThat(shown.at("/network/layout").asText()).isEqualTo("tiered");
        assertThat(shown.at("/site/settings/values/backup.days").asInt()).isEqualTo(35);
    }

    @Test
    void theSchemaIsJson() throws IOException {
        assertThat(run("schema")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).has("$schema")).isTrue();
    }

    @Test
    void aDangerousPlanFromElsewhereIsBlockedInEveryView() throws IOException {
        Path html = folder.resolve("review.html");
        Path markdown = folder.resolve("review.md");
        assertThat(run("review", DANGEROUS, "--json", "--html", html.toString(), "--markdown", markdown.toString()))
                .isEqualTo(80);
        assertThat(new ObjectMapper().readTree(out.toString()).isObject()).isTrue();
        assertThat(html).content().contains("<html").contains("BLOCKED");
        assertThat(markdown).content().contains("BLOCKED");
    }

    @Test
    void whatIsNoPlanIsWrongUse() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{}");
        assertThat(run("review", file.toString())).isEqualTo(64);
        assertThat(err.toString()).contains("not a plan");
    }

    @Test
    void planAndDriftNeedOneEnvironmentOrAll() {
        assertThat(run("drift")).isEqualTo(64);
        assertThat(run("plan", "demo", "--all")).isEqualTo(64);
        assertThat(run("drift", "--all", "--parallel", "0")).isEqualTo(64);
        assertThat(err.toString())
                .contains(
                        "no environment named",
                        "an environment and --all exclude each other",
                        "--parallel must be at least 1");
    }

    @Test
    void theSourceOfAPlanIsNamedOnce() {
        assertThat(run("apply", "demo", "--from-store", "--plan", "x")).isEqualTo(64);
        assertThat(run("apply", "demo", "--commit", "c0ffee")).isEqualTo(64);
        assertThat(err.toString())
                .contains("--plan and --from-store exclude each other", "--commit requires --from-store");
    }

    @Test
    void aPlanWhoseStateIsInHcpTerraformCannotBeStoredAndIsToldWhy() throws IOException {
        Path live = Files.createDirectories(folder.resolve("environments/live"));
        Files.writeString(live.resolve("environment.yaml"), """
                region: eu-west-1
                account: "123456789012"
                architecture: two-server
                state: {cloud: {organization: acme}}
                """);
        assertThat(run("-C", folder.toString(), "plan", "live", "--store")).isEqualTo(64);
        assertThat(run("-C", folder.toString(), "apply", "live", "--from-store"))
                .isEqualTo(64);
        assertThat(err.toString())
                .contains("HCP Terraform, which cannot store", "apply --plan DIR", "Nothing was changed.")
                .doesNotContain("Exception");
    }

    @Test
    void costNeedsAnEnvironmentOrRefresh() {
        assertThat(run("cost")).isEqualTo(64);
        assertThat(err.toString()).contains("no environment named").contains("--refresh");
    }

    @Test
    void theCostOfAPlanThatWasMadeBeforeIsJsonWithEveryItem() throws IOException {
        assertThat(run("cost", "demo", "--plan", DANGEROUS.replace("dangerous", "create"), "--json"))
                .isZero();
        JsonNode cost = new ObjectMapper().readTree(out.toString());
        assertThat(cost.at("/total/on-demand").decimalValue()).isPositive();
        assertThat(cost.at("/total/reserved").decimalValue())
                .isLessThan(cost.at("/total/on-demand").decimalValue());
        assertThat(cost.at("/currency").asText()).isEqualTo("USD");
        assertThat(cost.at("/prices-of").asText()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
        assertThat(cost.at("/items"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.path("item").asText()).isNotEmpty());
    }

    @Test
    void theCostAsATableHasATotalAndNamesWhatItsPricesAre() {
        assertThat(run("cost", "demo", "--plan", DANGEROUS.replace("dangerous", "create")))
                .isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^total of demo +[0-9]+[.][0-9]{2} +")
                .contains("billed by usage");
        assertThat(err.toString()).contains("730 hours per month, excluding tax");
    }

    @Test
    void thePermissionsOfAnEnvironmentArePoliciesOnStandardOutput() throws IOException {
        assertThat(run("permissions", "demo", "--for", "plan")).isZero();
        JsonNode policy = new ObjectMapper().readTree(out.toString());
        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        assertThat(policy.path("Statement")).isNotEmpty();
        assertThat(err.toString()).contains("are known from documentation only").doesNotContain("warning");
    }

    @Test
    void permissionsInFilesAndTheSourcesOfTheirActions() throws IOException {
        assertThat(run("permissions", "staging", "--output", folder.toString())).isZero();
        assertThat(out.toString().lines()).hasSizeGreaterThan(1).allSatisfy(file -> assertThat(
                        new ObjectMapper().readTree(Path.of(file).toFile()).path("Statement"))
                .isNotEmpty());
        out.getBuffer().setLength(0);
        assertThat(run("permissions", "staging", "--for", "recover", "--json")).isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.path("for").asText()).isEqualTo("recover");
        assertThat(told.path("documents")).hasSizeGreaterThan(1);
        assertThat(told.at("/sources/ec2:CreateVpc").asText()).isEqualTo("seen");
        assertThat(told.at("/sources/iam:PassRole").asText()).isEqualTo("authorization");
        assertThat(told.path("unknown")).isEmpty();
    }

    @Test
    void permissionsOfAnUnknownEnvironmentOrPurposeAreAWrongUse() {
        assertThat(run("permissions", "nowhere")).isEqualTo(64);
        assertThat(run("permissions", "demo", "--for", "everything")).isEqualTo(64);
        assertThat(err.toString()).contains("no environment named nowhere");
    }

    @Test
    void alarmsAreTestedOfOneEnvironment() {
        assertThat(run("alarms")).isEqualTo(64);
        assertThat(run("alarms", "test")).isEqualTo(64);
        assertThat(run("alarms", "test", "nowhere")).isEqualTo(64);
        assertThat(err.toString()).contains("Run qis-aws alarms --help.", "no environment named nowhere");
    }

    @Test
    void anImageIsBuiltOnlyWhereThereIsAPipeline() {
        assertThat(run("image", "build", "demo")).isEqualTo(64);
        assertThat(err.toString()).contains("demo has no image pipeline").contains("image-build");
    }

    @Test
    void policiesThatNobodyCanEvaluateAreNotPassedOver() throws IOException {
        Assumptions.assumeTrue(Executables.onPath("conftest", System.getenv()).isEmpty(), "conftest is on the PATH");
        TestEngine.copy(Path.of("environments/demo"), folder.resolve("environments/demo"));
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/acme.rego"), "package acme\n");
        assertThat(run("-C", folder.toString(), "plan", "demo")).isEqualTo(69);
        assertThat(run("-C", folder.toString(), "apply", "demo", "--yes")).isEqualTo(69);
        assertThat(err.toString()).contains("conftest is not on the PATH", "Nothing was changed.");
        err.getBuffer().setLength(0);
        assertThat(run("-C", folder.toString(), "recover", "demo", "--yes")).isEqualTo(69);
        assertThat(err.toString()).contains("conftest is not on the PATH", "Nothing was changed.");
    }

    @Test
    void anEnvironmentThatCannotBeComparedIsAFailureInThePublishedForm() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("environments/bad"));
        Files.writeString(bad.resolve("environment.yaml"), "region: eu-west-1\n");
        assertThat(run("-C", folder.toString(), "drift", "--all", "--json")).isEqualTo(65);
        JsonNode all = new ObjectMapper().readTree(out.toString());
        assertThat(all.at("/0/exitCode").asInt()).isEqualTo(65);
        PublishedSchema.of("drift-1").holds(all.get(0).toString());
    }

    @Test
    void oneOfTwoFilesOfACertificateIsWrongUse() {
        assertThat(run("certificate", "demo", "--certificate", "x.pem")).isEqualTo(64);
        assertThat(err.toString()).contains("--certificate and --key require each other");
    }

    @Test
    void nobodyIsAskedWithoutATerminal() {
        assertThat(run("certificate", "demo")).isEqualTo(83);
        assertThat(err.toString()).contains("--yes");
    }

    @Test
    void theCompletionScriptNamesTheCommands() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("bootstrap").contains("--provider-mirror");
    }
}
