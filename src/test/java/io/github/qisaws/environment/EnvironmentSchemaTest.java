package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dqis.approve=true} writes the committed copies anew. */
@DisplayName("What is generated of the declared keys")
class EnvironmentSchemaTest {
    private static final Path SCHEMA =
            Path.of("src/main/resources/io/github/qisaws/environment/environment.schema.json");
    private static final Path PYTHON =
            Path.of("src/main/resources/io/github/qisaws/server/lib/qis_server/role_settings.py");
    private static final Path REFERENCE = Path.of("src/docs/environment-file.md");

    @Test
    void isTheCommittedJsonSchema() throws IOException {
        assertCommitted(SCHEMA, EnvironmentSchema.json());
    }

    @Test
    void isTheCommittedPythonOfTheServers() throws IOException {
        assertCommitted(PYTHON, EnvironmentSchema.python());
    }

    @Test
    void isTheCommittedReference() throws IOException {
        assertCommitted(REFERENCE, EnvironmentSchema.reference());
    }

    private static void assertCommitted(Path file, String text) throws IOException {
        if (Boolean.getBoolean("qis.approve")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void describesEveryKeyAndSaysItsDefault() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(EnvironmentSchema.json());
        List<String> seen = new ArrayList<>();

        Keys.ROOT.forEachKey(key -> {
            JsonNode node = schema.at("/properties/" + key.path().replace(".", "/properties/"));
            seen.add(key.path());
            assertThat(node.path("description").asText()).as(key.path()).endsWith(".");
            boolean fixed = key.whenAbsent().value().isPresent();
            assertThat(node.has("default")).as(key.path()).isEqualTo(fixed);
        });

        assertThat(seen).contains("region", "network.zones", "web.scaling.maximum", "state.cloud.hostname");
        assertThat(schema.path("required")).map(JsonNode::asText).containsExactly("region", "account", "architecture");
    }
}
