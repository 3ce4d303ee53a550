package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.ci.CiFiles;
import io.github.qisaws.ci.CiSetup;
import io.github.qisaws.ci.CiSystem;
import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A linter over every IAM policy that the modules create, that {@code ci init} writes, and that documents show. */
@DisplayName("IAM policies")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyLintIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Accepted> ACCEPTED = Accepted.ofLinter("parliament ");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(\\{\"Effect\".*?)```");
    private static final String DATA = "data.aws_iam_policy_document";

    @TempDir
    private static Path folder;

    private Parliament parliament;
    private Set<IamDocument> policies;
    private List<Linted> found;

    @BeforeAll
    void lint() throws IOException {
        parliament = new Parliament();
        policies = new LinkedHashSet<>(IamDocument.in(Rendered.state(TestEngine.find(), folder.resolve("rendered"))));
        int ofModules = policies.size();
        policies.addAll(ofPipelines());
        policies.addAll(ofDocuments());
        found = parliament.findings(List.copyOf(policies), folder.resolve("policies"));
        System.err.printf(
                "parliament: %d different policies, %d of them of the modules, %d findings%n",
                policies.size(), ofModules, found.size());
    }

    private static List<IamDocument> ofPipelines() {
        CiSetup setup = new CiSetup(
                "acme/images",
                "main",
                ".",
                List.of(EnvironmentFile.read(Path.of("environments", "production"))),
                Path.of("modules"));
        return Stream.of(CiSystem.values())
                .flatMap(system -> CiFiles.of(system, setup).entrySet().stream())
                .flatMap(file -> IamDocument.of(file.getKey(), file.getValue()).stream())
                .toList();
    }

    private static List<IamDocument> ofDocuments() throws IOException {
        List<IamDocument> all = new ArrayList<>();
        try (Stream<Path> documents = Files.list(Path.of("src/docs"))) {
            for (Path document : documents.filter(Files::isRegularFile).sorted().toList()) {
                EXAMPLE.matcher(Files.readString(document))
                        .results()
                        .map(example -> IamDocument.ofStatements(
                                document.getFileName().toString(),
                                example.group(1).replace("ACCOUNT", "123456789012")))
                        .forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void ofEveryResourceThatHasOneAreLinted() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of("modules"))) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                JsonNode main = JSON.readTree(module.resolve("main.tf.json").toFile());
                assertThat(main.toString()).doesNotContain(DATA);
                written.addAll(withPolicies(module.getFileName().toString(), main.path("resource")));
            }
        }
        assertThat(policies).extracting(IamDocument::subject).containsAll(written);
        assertThat(written).hasSizeGreaterThan(25);
    }

    private static List<String> withPolicies(String module, JsonNode resources) {
        return resources.properties().stream()
                .flatMap(type -> type.getValue().properties().stream()
                        .filter(resource -> resource.getValue().toString().contains("Statement"))
                        .map(resource -> module + "." + type.getKey() + "." + resource.getKey()))
                .toList();
    }

    @Test
    void ofPipelinesAndDocumentsAreLinted() {
        assertThat(policies)
                .extracting(IamDocument::subject)
                .contains(
                        ".github/qis-aws/production-plan-policy.json",
                        ".github/qis-aws/production-apply-trust.json",
                        ".gitlab/qis-aws/production-review-policy.json",
                        "images.md");
    }

    @Test
    void haveNoFindingButWhatIsAcceptedWithAReason() {
        assertThat(found).filteredOn(one -> !one.acceptedBy(ACCEPTED)).isEmpty();
    }

    @Test
    void nothingIsAcceptedThatIsNotFoundAnyMore() {
        assertThat(ACCEPTED)
                .filteredOn(row -> found.stream().noneMatch(one -> one.acceptedBy(List.of(row))))
                .isEmpty();
        assertThat(ACCEPTED).allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(30));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UNKNOWN_ACTION | {'Effect': 'Allow', 'Action': 's3:GetObjects', 'Resource': '*'}",
                "RESOURCE_MISMATCH | {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::qis'}",
                "UNKNOWN_PRINCIPAL | {'Effect': 'Allow', 'Principal': {'AWS': 'ops'}, 'Action': 'sns:Publish',"
                        + " 'Resource': 'arn:aws:sns:eu-west-1:123456789012:qis'}",
                "UNKNOWN_ACTION | {'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action':"
                        + " 'sts:AssumeRoles'}",
            })
    void withAPlantedMistakeAreFound(String check, String statement) throws IOException {
        IamDocument planted = IamDocument.ofStatements("planted", statement.replace('\'', '"'));
        assertThat(parliament.findings(List.of(planted), folder.resolve(check + statement.length())))
                .extracting(Linted::check)
                .contains("parliament " + check);
    }
}
