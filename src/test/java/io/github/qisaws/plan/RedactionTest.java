package io.github.qisaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String MARKER = "Planted-Marker-4711";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'resource_changes':[{'change':{'before':null,'after':{'a':{'b':['x','M']}},"
                        + "'before_sensitive':false,'after_sensitive':{'a':{'b':[false,true]}}}}]",
                "'resource_drift':[{'change':{'before':{'a':'M'},'before_sensitive':{'a':true},'after':{}}}]",
                "'output_changes':{'o':{'before':'M','after':['M'],'before_sensitive':true,'after_sensitive':true}}",
                "'planned_values':{'root_module':{'child_modules':[{'resources':"
                        + "[{'values':{'a':{'M':'y','k':'M'}},'sensitive_values':{'a':true}}]}]}}",
                "'prior_state':{'values':{'outputs':{'o':{'sensitive':true,'value':{'k':'M'}}}}}",
                "'variables':{'anything':{'value':'M'}}",
                "'configuration':{'root_module':{'variables':{'v':{'default':'M','sensitive':true}}}}",
                "'configuration':{'r':{'expressions':{'master_password':{'constant_value':'M'}}}}",
                "'resource_changes':[{'change':{'after':{'admin_password':'M','text':'password=M'}}}]",
                "'resource_changes':[{'change':{'after':{'url':'postgresql://u:M@host/db'}}}]"
            })
    void aMarkedOrRecognizedSecretIsNowhere(String member) throws IOException {
        String redacted = redacted(member);
        assertThat(redacted).doesNotContain(MARKER).contains("(hidden");
    }

    @Test
    void theFormStays() throws IOException {
        JsonNode redacted = new ObjectMapper()
                .readTree(
                        redacted(
                                "'resource_changes':[{'address':'a.b','change':{'actions':['create'],"
                                        + "'after':{'port':443,'open':true,'s':'M','n':null},'after_sensitive':{'s':true,'n':true}}}]"));
        assertThat(redacted.at("/resource_changes/0/change/after").toString())
                .isEqualTo("{\"port\":443,\"open\":true,\"s\":\"(hidden)\",\"n\":null}");
        assertThat(redacted.at("/format_version").asText()).isEqualTo("1.2");
    }

    @Test
    void aRecordedPlanCanStillBeReviewed() throws IOException {
        Path recorded = Path.of("src/test/resources/plans/terraform-1.11-dangerous.json");
        Path copy = Files.writeString(folder.resolve("copy.json"), Redaction.of(recorded));
        assertThat(PlanReader.read(copy).changes())
                .extracting(Change::address, Change::action)
                .containsExactlyElementsOf(PlanReader.read(recorded).changes().stream()
                        .map(change -> org.assertj.core.api.Assertions.tuple(change.address(), change.action()))
                        .toList());
    }

    @Test
    void aBrokenFileIsRefusedWithoutQuotingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\"a\": " + MARKER);
        assertThatThrownBy(() -> Redaction.of(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining(MARKER)
                .hasNoCause();
    }

    private String redacted(String member) throws IOException {
        String text = "{'format_version':'1.2'," + member + "}";
        Path file = Files.writeString(
                folder.resolve("plan.json"), text.replace('\'', '"').replace("M", MARKER));
        return Redaction.of(file);
    }
}
