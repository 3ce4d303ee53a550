package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.PlanJson;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of a plan carry out nothing and stay whole in each view. */
class InertViewsTest {
    private static final String EVIL = "a\n::stop-commands::x\n  ::error::y ##[add-mask]z \u001b[31m\u202e\u2003\u3164";
    private static final String SMILE = "\ud83d\ude00";

    private static List<String> views(Review review) {
        return List.of(
                TerminalView.render(review, new TerminalView.Options(60, false, true)),
                MarkdownView.render(List.of(review), "review.html"),
                HtmlView.render(review),
                JsonView.render(review));
    }

    private static Review review(String address, String value) {
        ObjectNode plan = new JsonMapper().createObjectNode().put("format_version", "1.2");
        ObjectNode resource = plan.putArray("resource_changes").addObject();
        resource.put("address", address).put("type", "aws_x");
        ObjectNode change = resource.putObject("change");
        change.putArray("actions").add("update");
        change.putObject("before").put("text", "b");
        change.putObject("after").put("text", value);
        plan.putObject("output_changes").putObject(value).putArray("actions").add("create");
        ObjectNode check = plan.putArray("checks").addObject().put("status", "fail");
        check.putArray("instances").addObject().putArray("problems").addObject().put("message", value);
        return Review.of("", PlanJson.read(plan.toString()), List.of(), Policy.STRICT);
    }

    @Test
    void noCommandAndNoControlCharacterReachesAnOutput() {
        assertThat(views(review("module.m" + EVIL + ".aws_x.y[\"" + EVIL + "\"]", EVIL)))
                .allSatisfy(view -> assertThat(view)
                        .doesNotContainPattern("(?m)^\\s*::")
                        .doesNotContain("##[", "\u001b", "\u202e", "\u2003", "\u3164"));
    }

    @Test
    void jsonKeepsTheTextForPrograms() throws IOException {
        String json = JsonView.render(review("aws_x.y", EVIL));
        assertThat(new JsonMapper().readTree(json).findValue("after").asText()).isEqualTo(EVIL);
    }

    @ParameterizedTest
    @ValueSource(ints = {395, 396, 397, 398, 399, 400, 1995, 1998, 1999, 2000, 3998, 3999})
    void aCharacterIsNeverCut(int length) {
        String text = "x".repeat(length) + SMILE.repeat(20);
        assertThat(views(review("aws_x.y[\"" + text + "\"]", text))).allSatisfy(view -> assertThat(
                        new String(view.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(view));
    }
}
