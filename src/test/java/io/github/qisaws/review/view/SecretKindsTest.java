package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.plan.Redaction;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of secret is hidden, and every harmless value is shown, in each view and in the redacted plan. */
class SecretKindsTest {
    private static final String MARKER = "Zq4x7Marker8vT";
    private static final Pattern ENCODED = Pattern.compile("~(.*?)~", Pattern.DOTALL);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    static Stream<Arguments> kinds() throws IOException {
        return cases("kinds.txt");
    }

    static Stream<Arguments> harmless() throws IOException {
        return cases("harmless.txt");
    }

    private static Stream<Arguments> cases(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/secrets", file)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", 2))
                .map(parts -> Arguments.of(parts[0], parts[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aSecretIsHiddenInEverySink(String kind, String attributes) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(MARKER.getBytes(StandardCharsets.UTF_8));
        String middle = encoded.substring(4, 16);
        assertThat(sinks(attributes))
                .allSatisfy((sink, text) -> assertThat(text).as(sink).doesNotContain(MARKER, middle, "4711081512"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void aHarmlessValueIsShownInEverySink(String kind, String attributes) throws IOException {
        assertThat(sinks(attributes)).allSatisfy((sink, text) -> assertThat(text.replaceAll("\\s+", ""))
                .as(sink)
                .contains(MARKER)
                .doesNotContain("(hidden", "(sensitive)", "\"hidden\""));
    }

    /**
     * Only the key of for_each that looks like nothing is left: Terraform refuses sensitive keys, and the address must be
     * complete, because {@code --allow-destroy} names it.
     */
    @Test
    void aSecretInAnAddressAnImportIdACheckOrAnOutputIsHidden() throws IOException {
        String plan = """
                {"format_version": "1.2", "resource_changes": [
                  {"address": "aws_x.y[\\"password=§\\"]", "type": "aws_x", "previous_address": "aws_x.z[\\"token=§\\"]",
                   "change": {"actions": ["delete"], "before": {"a": 1}, "after": null,
                              "importing": {"id": "postgres://u:§@h"}}},
                  {"address": "aws_ebs_volume.y[\\"ghp_§abcdefghij\\"]", "type": "aws_ebs_volume",
                   "change": {"actions": ["delete"], "before": {"a": 1}, "after": null}}],
                 "output_changes": {"db_password": {"actions": ["create"], "before": null, "after": "§"}},
                 "variables": {"v": {"value": "§"}},
                 "configuration": {"root_module": {"variables": {"v": {"default": "§"}}, "resources": [
                   {"provisioners": [{"expressions": {"command": {"constant_value": "deploy --token §"},
                                                      "environment": {"constant_value": {"DB_PASS": "§"}}}}]}]}},
                 "checks": [{"address": {"to_display": "check.x"}, "status": "fail",
                             "instances": [{"problems": [{"message": "password is §"}]}]}]}""";
        Path file = Files.writeString(folder.resolve("plan.json"), plan.replace("§", MARKER));
        assertThat(of(file))
                .allSatisfy((sink, text) -> assertThat(text).as(sink).doesNotContain(MARKER));
    }

    private Map<String, String> sinks(String attributes) throws IOException {
        JsonNode after = filled(JSON.readTree(attributes));
        ObjectNode before = JSON.createObjectNode();
        after.fieldNames().forEachRemaining(before::putNull);
        ObjectNode plan = JSON.createObjectNode().put("format_version", "1.2").put("terraform_version", "1.11.4");
        ObjectNode resource = plan.putArray("resource_changes").addObject();
        resource.put("address", "aws_x.y").put("type", "aws_x");
        ObjectNode change = resource.putObject("change");
        change.putArray("actions").add("update");
        change.set("before", before);
        change.set("after", after);
        return of(Files.writeString(folder.resolve("plan.json"), plan.toString()));
    }

    private static Map<String, String> of(Path plan) {
        Review review = Review.of("", PlanReader.read(plan), List.of(), Policy.STRICT);
        Map<String, String> sinks = new LinkedHashMap<>();
        sinks.put("terminal", TerminalView.render(review, new TerminalView.Options(200, false, true)));
        sinks.put("markdown", MarkdownView.render(List.of(review), ""));
        sinks.put(
                "html",
                HtmlView.render(review)
                        .replaceAll("(?s)<(style|script)>.*?</\\1>", "")
                        .replace("Sensitive values are hidden", ""));
        sinks.put("json", JsonView.render(review));
        sinks.put("redacted plan", Redaction.of(plan));
        return sinks;
    }

    /** Puts the marker into each text, and encodes what a text marks as Base64. */
    private static JsonNode filled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(filled(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            return JSON.valueToTree(Stream.iterate(0, index -> index + 1)
                    .limit(node.size())
                    .map(index -> filled(node.get(index)))
                    .toList());
        }
        return node.isTextual() ? TextNode.valueOf(filled(node.textValue())) : node;
    }

    private static String filled(String text) {
        return ENCODED.matcher(text.replace("§", MARKER)).replaceAll(found -> Base64.getEncoder()
                .encodeToString(found.group(1).getBytes(StandardCharsets.UTF_8)));
    }
}
