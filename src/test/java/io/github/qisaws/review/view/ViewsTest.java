package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.qisaws.Approved;
import io.github.qisaws.PlanJson;
import io.github.qisaws.Recordings;
import io.github.qisaws.cost.Amounts;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.TwoServer;
import io.github.qisaws.review.guard.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsTest {
    private static final String REPORT = "the artifact review.html";

    static Stream<String> recordings() {
        return Recordings.names().stream();
    }

    private static Review review(String name) {
        return review("demo", Recordings.plan(name));
    }

    private static Review review(String environment, Plan plan) {
        return Review.of(environment, plan, TwoServer.calls(), Policy.STRICT);
    }

    private static List<String> views(Review review) {
        return List.of(
                TerminalView.render(review, new TerminalView.Options(200, false, true)),
                MarkdownView.render(List.of(review), REPORT),
                HtmlView.render(review),
                JsonView.render(review),
                review.toString());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void noViewShowsAPlantedSecret(String name) {
        assertThat(views(review(name))).allSatisfy(view -> assertThat(view).doesNotContain("planted"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void markdownSaysWhatAPersonApproved(String name) {
        Approved.check("markdown/" + name + ".md", MarkdownView.render(List.of(review(name)), REPORT));
    }

    @Test
    void severalEnvironmentsShareOneCommentWorstFirst() {
        List<Review> reviews = List.of(
                review("live", Recordings.plan("terraform-1.11-unchanged")),
                review("staging", Recordings.plan("terraform-1.11-everyday")),
                review("demo", Recordings.plan("terraform-1.11-renamed")));
        String comment = MarkdownView.render(reviews, REPORT);
        assertThat(comment).startsWith(MarkdownView.MARKER + "\n## ⛔ BLOCKED: 1 of 3 environments\n");
        assertThat(comment.indexOf("| `demo`"))
                .isLessThan(comment.indexOf("| `staging`"))
                .isPositive();
    }

    @Test
    void aHugeCommentStaysBelowTheLimitAndSaysWhatIsMissing() {
        PlanJson plan = new PlanJson();
        for (int index = 0; index < 3000; index++) {
            plan.change(
                    "module.m" + index % 40 + ".aws_route.r[" + index + "]",
                    "'update'",
                    "{'a':'" + "x".repeat(90) + "'}",
                    "{'a':'y'}");
            plan.change("aws_ebs_volume.v[" + index + "]", "'delete'", "{'size':1}", "null");
        }
        String comment = MarkdownView.render(List.of(review("demo", plan.plan())), REPORT);
        assertThat(comment.length()).isLessThan(MarkdownView.LONGEST).isGreaterThan(60_000);
        assertThat(comment)
                .containsPattern("\\d+ more findings: see the artifact review.html")
                .containsPattern("\\*\\*\\d+ parts omitted, because a comment can have at most 65536 characters");
        assertThat(comment.split("<details>", -1)).hasSameSizeAs(comment.split("</details>", -1));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void jsonFollowsItsPublishedSchema(String name) throws IOException {
        try (InputStream stream = JsonView.class.getResourceAsStream("/io/github/qisaws/review/review-1.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream);
            String json = JsonView.render(review(name));
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(json.replace("\"verdict\"", "\"verdikt\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void everyViewTellsWhatTheChangeCostsAndWhatIsUnknown() throws IOException {
        Amounts difference = new Amounts(new BigDecimal("42.088"), new BigDecimal("25.5"), new BigDecimal("84.176"));
        MonthlyChange cost = new MonthlyChange(
                difference, new TreeSet<>(Set.of("ec2/x9.huge in eu-west-1")), LocalDate.of(2026, 1, 31));
        Review review = review("terraform-1.11-everyday").with(cost);

        assertThat(views(review).subList(0, 3)).allSatisfy(view -> assertThat(view.replaceAll("\\s+|\\\\", " "))
                .containsPattern("Estimated cost: .?\\+.?.?\\$42.09/month")
                .contains("x9.huge in eu-west-1"));
        JsonNode json = new JsonMapper().readTree(JsonView.render(review)).path("monthlyCostChange");
        assertThat(json.path("onDemand").decimalValue()).isEqualByComparingTo("42.088");
        assertThat(json.path("wholeFleet").decimalValue()).isEqualByComparingTo("84.176");
        assertThat(json.path("unknown").get(0).asText()).isEqualTo("ec2/x9.huge in eu-west-1");
        try (InputStream stream = JsonView.class.getResourceAsStream("/io/github/qisaws/review/review-1.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream);
            assertThat(schema.validate(JsonView.render(review), InputFormat.JSON))
                    .isEmpty();
            assertThat(schema.validate(JsonView.render(review).replace("42.088", "\"much\""), InputFormat.JSON))
                    .isNotEmpty();
        }
        assertThat(JsonView.render(review("terraform-1.11-everyday"))).doesNotContain("monthlyCostChange");
    }

    @Test
    void everyViewHasTheOutputs() {
        Plan plan = new PlanJson()
                .with(
                        "output_changes",
                        "{'endpoint':{'actions':['update'],'before':'old','after':'new'},"
                                + "'url':{'actions':['create'],'before':null,'after':'planted','after_sensitive':true}}")
                .plan();
        assertThat(views(review("demo", plan)).subList(0, 4))
                .allSatisfy(view -> assertThat(view.replace("\\u2192", "→"))
                        .contains("endpoint will change: old → new", "url will be added")
                        .doesNotContain("planted"));
    }

    @Test
    void jsonMarksHiddenAndUnknownSoThatNobodyTakesThemForValues() throws IOException {
        Plan plan = new PlanJson()
                .change(
                        "aws_x.y",
                        "'update'",
                        "{'a':'s','b':1}",
                        "{'a':'t'}",
                        "{'before_sensitive':{'a':true},'after_unknown':{'b':true}}")
                .plan();
        JsonNode differences = new JsonMapper()
                .readTree(JsonView.render(review("demo", plan)))
                .at("/components/6/changes/0/differences");
        assertThat(differences.at("/0/before/hidden").asBoolean()).isTrue();
        assertThat(differences.at("/1/before").asInt()).isEqualTo(1);
        assertThat(differences.at("/1/after/unknown").asBoolean()).isTrue();
    }

    @Test
    void noTextOfAPlanBreaksOutOfAView() {
        String evil =
                "</pre></details><script>alert(1)</script> | ``` ` @everyone #1 \u001b[2J \u202egnirts \r\n![x](http://e)";
        List<String> json = new ArrayList<>();
        for (String sign : new String[] {"a", "b"}) {
            json.add("{\"v\":" + TextNode.valueOf(evil + sign) + "}");
        }
        Plan plan = PlanJson.read(
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"aws_x.y[\\\"<script>`|@all\\\"]\","
                        + "\"type\":\"aws_x\",\"change\":{\"actions\":[\"update\"],\"before\":" + json.get(0)
                        + ",\"after\":" + json.get(1) + "}}]}");
        Review review = review("demo", plan);
        assertThat(HtmlView.render(review)).doesNotContain("<script>alert", "\u001b", "\u202e");
        String comment = MarkdownView.render(List.of(review), REPORT);
        assertThat(comment).contains("  ````diff").doesNotContain("\u001b", "\u202e");
        assertThat(TerminalView.render(review, new TerminalView.Options(80, false, true)))
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void theHtmlReportNeedsNothingFromOutside() {
        String html = HtmlView.render(review("terraform-1.11-dangerous"));
        assertThat(html)
                .doesNotContainPattern("(src|href)=\"(?!#)")
                .doesNotContain("@import")
                .doesNotContain(" style=");
        assertThat(html).contains("default-src 'none'; style-src 'sha256-", "<svg", "data loss: ");
    }

    @Test
    void aHeadlineIsInTheWordsOfTheApplication() {
        assertThat(review("terraform-1.11-everyday").components())
                .filteredOn(component -> component.name().equals("web-tier"))
                .singleElement()
                .satisfies(
                        web -> assertThat(web.headline()).contains("Server restart.", "Maximum web servers: 3 → 5."));
    }
}
