package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the environments and modules would create, with invented values of AWS, so that no text in it is unknown. */
final class Rendered {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path RESOURCES = Path.of("src/test/resources/scan");
    private static final Set<String> WITH_KEY = Set.of("production", "containers", "images");
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    private static final String RESULT = "rendered.jsonl";

    private Rendered() {}

    /** The root module of the state, as {@code show -json} prints it. */
    static JsonNode state(TestEngine engine, Path folder) throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        TestEngine.copy(Path.of("environments"), folder.resolve("environments"));
        try (Stream<Path> environments = Files.list(folder.resolve("environments"))) {
            for (Path environment : environments.toList()) {
                makeModule(environment.resolve("main.tf.json"));
            }
        }
        Files.copy(RESOURCES.resolve("rendered.tf.json"), folder.resolve("main.tf.json"));
        Files.copy(RESOURCES.resolve("rendered.tftest.hcl"), folder.resolve("rendered.tftest.hcl"));
        succeeds(engine.run(folder, "init", "-backend=false", "-input=false", "-no-color"));
        // Into a file: the state comes with the schemas of the whole provider.
        String command = "exec '" + engine.binary().executable() + "' test -json -verbose >" + RESULT;
        Result tested = engine.program(folder, List.of("sh", "-c", command));
        try (Stream<String> lines = Files.lines(folder.resolve(RESULT))) {
            List<JsonNode> said = lines.map(Rendered::read).toList();
            List<String> errors = said.stream()
                    .filter(line -> line.path("@level").asText().equals("error"))
                    .map(JsonNode::toString)
                    .toList();
            assertThat(errors).isEmpty();
            succeeds(tested);
            return said.stream()
                    .filter(line -> line.has("test_state"))
                    .map(line -> line.at("/test_state/root_module"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * An environment has a provider of its own, which would not be the invented one. Some get a key of the customer, which
     * adds policies.
     */
    private static void makeModule(Path file) throws IOException {
        ObjectNode environment = (ObjectNode) JSON.readTree(file.toFile());
        environment.remove(List.of("provider", "terraform"));
        if (WITH_KEY.contains(file.getParent().getFileName().toString())) {
            Stream.of("data-server", "web-tier", "containers", "image")
                    .map(environment.path("module")::path)
                    .filter(JsonNode::isObject)
                    .forEach(call -> ((ObjectNode) call).put("encryption_key", KEY));
        }
        Files.writeString(file, environment.toString());
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void succeeds(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }
}
