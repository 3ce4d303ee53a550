package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.TestEngine;
import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.ProcessEngine;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.ErrorLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real engine refuses in generated JSON is told by the line of the environment file. */
class ErrorLocatorIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private TestEngine engine;
    private Path demo;

    @BeforeEach
    void copy() throws IOException {
        engine = TestEngine.find();
        for (String name : List.of("environments/demo", "modules")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        demo = folder.resolve("environments/demo");
        Files.writeString(demo.resolve("local_override.tf.json"), "{\"terraform\":{\"backend\":{\"local\":{}}}}");
    }

    @Test
    void aValueThatOurChecksPassAndAModulesDoNotIsNamedByItsKeyAndLine() throws IOException {
        // Modules that are stricter than the environment file's own checks.
        replace("modules/load-balancer/variables.tf.json", "var.idle_timeout <= 74", "var.idle_timeout <= 30");
        replace("modules/web-tier/variables.tf.json", "var.scaling.maximum <= 100", "var.scaling.maximum <= 2");
        replace("modules/data-server/variables.tf.json", "var.snapshot_days <= 365", "var.snapshot_days <= 3");

        List<Diagnostic> diagnostics = initialized().validate().diagnostics();

        assertThat(diagnostics).hasSize(3);
        assertThat(new ErrorLocator(configured()).of(diagnostics))
                .containsExactlyInAnyOrder(
                        demo + "/environment.yaml:13:1: load-balancer.idle-timeout (not set; default):"
                                + " idle_timeout must be a whole number between 1 and 74.",
                        demo + "/environment.yaml:17:34: web.scaling.maximum: scaling.maximum must be a whole number"
                                + " between 0 and 100.",
                        demo + "/environment.yaml:18:1: data.snapshot-days (not set; default): snapshot_days"
                                + " must be a whole number between 0 and 365.");
    }

    @Test
    void whatTheProviderRefusesInsideAModuleIsNamedToo() throws IOException {
        // As if module and environment file both let a number pass that the provider knows to be wrong.
        replace("modules/network/main.tf.json", "\"${var.flow_log_days}\"", "\"${var.flow_log_days + 1}\"");
        JsonNode main = JSON.readTree(demo.resolve("main.tf.json").toFile());
        ObjectNode alone = JSON.createObjectNode();
        alone.putObject("module").set("network", main.at("/module/network"));
        // Nothing is asked of AWS before the provider has looked at the values.
        alone.putObject("provider")
                .putObject("aws")
                .put("region", "eu-west-1")
                .put("access_key", "none")
                .put("secret_key", "none")
                .put("skip_credentials_validation", true)
                .put("skip_requesting_account_id", true);
        Files.writeString(demo.resolve("main.tf.json"), alone.toString());

        Outcome outcome = initialized().plan(Verb.Plan.to(folder.resolve("x.tfplan")), event -> {});

        assertThat(new ErrorLocator(configured()).of(outcome.diagnostics()))
                .as(outcome.toString())
                .singleElement()
                .asString()
                .startsWith(demo + "/environment.yaml:9:1: network.flow-log-days (not set; default): ")
                .contains("retention_in_days");
    }

    @Test
    void aPlanThatFailsSaysTheLineFirstAndTheEnginesWordsAfterIt() throws IOException {
        replace("modules/web-tier/variables.tf.json", "var.scaling.maximum <= 100", "var.scaling.maximum <= 2");
        ObjectNode main =
                (ObjectNode) JSON.readTree(demo.resolve("main.tf.json").toFile());
        // Refused before anything is asked of AWS.
        main.remove("data");
        String text =
                main.toString().replace("${data.aws_ssm_parameter.server_image.insecure_value}", "ami-0123456789");
        Files.writeString(demo.resolve("main.tf.json"), text);

        Outcome outcome = initialized().plan(Verb.Plan.to(folder.resolve("x.tfplan")), event -> {});

        assertThat(outcome.succeeded()).isFalse();
        assertThatThrownBy(() -> new ErrorLocator(configured()).orThrow(outcome))
                .hasMessageContaining(" failed: " + demo + "/environment.yaml:17:34: web.scaling.maximum: ")
                .hasMessageContaining("at main.tf.json");
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, other));
    }

    private Engine initialized() {
        var result = engine.run(demo, "init", "-input=false", "-no-color");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return new ProcessEngine(engine.runner(), engine.binary(), demo, engine.environment());
    }

    private ConfiguredEnvironment configured() {
        Environment environment = EnvironmentFile.read(demo);
        return new ConfiguredEnvironment(
                environment, Architectures.deploymentOf(environment), new Configuration("{}"), demo);
    }
}
