package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tflint over all modules with their examples, and over all environments with the values that they give to modules. */
@DisplayName("tflint")
class TflintIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"tflint.hcl, terraform_", "tflint-aws.hcl, aws_"})
    void findsNothingButWhatIsAcceptedWithAReason(String configuration, String rules) throws IOException {
        Tflint tflint = with(configuration);
        copy("modules");
        copy("environments");
        List<Accepted> accepted = Accepted.ofLinter(rules);

        List<Linted> found = tflint.findings(folder);

        long files = Tflint.files(folder);
        System.err.printf("tflint, %s: %d files, %d findings%n", configuration, files, found.size());
        assertThat(files).isGreaterThan(80);
        assertThat(found).filteredOn(one -> !one.acceptedBy(accepted)).isEmpty();
        assertThat(accepted)
                .filteredOn(row -> found.stream().noneMatch(one -> one.acceptedBy(List.of(row))))
                .as("accepted, but not found any more")
                .isEmpty();
        assertThat(accepted).allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(30));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "tflint-aws.hcl, aws_instance_invalid_type, /resource/aws_instance/this/instance_type, t3.enormous",
        "tflint-aws.hcl, aws_iam_role_invalid_name, /resource/aws_iam_role/this/name, no spaces",
        "tflint.hcl, terraform_unused_declarations, /locals/nothing, reads this"
    })
    void findsAPlantedMistake(String configuration, String rule, String pointer, String value) throws IOException {
        Tflint tflint = with(configuration);
        Path file = copy("modules/data-server").resolve("main.tf.json");
        ObjectNode module = (ObjectNode) JSON.readTree(file.toFile());
        int last = pointer.lastIndexOf('/');
        JsonNode parent = module.at(pointer.substring(0, last));
        ((ObjectNode) parent).put(pointer.substring(last + 1), value);
        Files.writeString(file, module.toString());

        assertThat(tflint.findings(folder)).extracting(Linted::check).contains(rule);
    }

    private Path copy(String part) {
        return TestEngine.copy(Path.of(part), folder.resolve(part));
    }

    private static Tflint with(String configuration) {
        Assumptions.assumeTrue(
                !configuration.contains("aws") || Tflint.hasAwsRules(TestEngine.OURS),
                "skipped: tflint's AWS rules are not installed; tflint --init --config src/test/resources/scan/"
                        + configuration + " installs them");
        return new Tflint(configuration);
    }
}
