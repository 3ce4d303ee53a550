package io.github.qisaws.review.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.plan.Value;
import io.github.qisaws.review.Component;
import io.github.qisaws.review.Counts;
import io.github.qisaws.review.Item;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.text.JsonOutput;
import io.github.qisaws.text.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The review as JSON, valid by the resource {@code review-1.schema.json}. */
public final class JsonView {
    /** Increased by each change that breaks readers of the JSON. */
    public static final int SCHEMA_VERSION = 1;

    private final JsonGenerator out;

    private JsonView(JsonGenerator out) {
        this.out = out;
    }

    public static String render(Review review) {
        StringWriter text = new StringWriter();
        render(review, text);
        return text.append('\n').toString();
    }

    /** Writes to a stream, so that a large review needs little memory. Leaves the writer open. */
    public static void render(Review review, Writer writer) {
        try {
            JsonGenerator generator = JsonOutput.generator(writer).useDefaultPrettyPrinter();
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new JsonView(generator).review(review);
            generator.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void review(Review review) throws IOException {
        out.writeStartObject();
        out.writeNumberField("schemaVersion", SCHEMA_VERSION);
        text("environment", review.environment());
        out.writeStringField("verdict", review.verdict().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("exitCode", review.verdict().exitCode().number());
        text("summary", review.sentence());
        text("engineVersion", review.plan().header().engineVersion());
        counts(review.counts());
        if (review.cost().isPresent()) {
            cost(review.cost().get());
        }
        out.writeArrayFieldStart("findings");
        for (Finding finding : review.findings()) {
            finding(finding);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("components");
        for (Component component : review.components()) {
            component(component);
        }
        out.writeEndArray();
        items("drift", review.drift());
        outputs(review.plan().outputs());
        out.writeArrayFieldStart("pendingChecks");
        for (String address : review.pendingChecks()) {
            out.writeString(address);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void cost(MonthlyChange cost) throws IOException {
        out.writeObjectFieldStart("monthlyCostChange");
        out.writeStringField("currency", "USD");
        out.writeStringField("pricesOf", cost.date().toString());
        out.writeNumberField("onDemand", cost.difference().onDemand());
        out.writeNumberField("reserved", cost.difference().reserved());
        out.writeNumberField("wholeFleet", cost.difference().most());
        out.writeArrayFieldStart("unknown");
        for (String each : cost.unknown()) {
            out.writeString(each);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void counts(Counts counts) throws IOException {
        out.writeObjectFieldStart("counts");
        out.writeNumberField("created", counts.created());
        out.writeNumberField("changed", counts.changed());
        out.writeNumberField("replaced", counts.replaced());
        out.writeNumberField("destroyed", counts.destroyed());
        out.writeNumberField("forgotten", counts.forgotten());
        out.writeNumberField("other", counts.other() + counts.unrecognized());
        out.writeEndObject();
    }

    private void finding(Finding finding) throws IOException {
        out.writeStartObject();
        out.writeStringField("rule", finding.rule().id());
        out.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
        out.writeBooleanField("blocks", finding.blocks());
        text("address", finding.subject());
        out.writeStringField("title", finding.rule().title());
        text("words", finding.words());
        text("fix", finding.fix());
        optional("accepted", finding.accepted());
        out.writeEndObject();
    }

    private void component(Component component) throws IOException {
        out.writeStartObject();
        text("name", component.name());
        text("title", component.title());
        text("headline", component.headline());
        counts(component.counts());
        items("changes", component.items());
        out.writeEndObject();
    }

    private void items(String field, List<Item> items) throws IOException {
        out.writeArrayFieldStart(field);
        for (Item item : items) {
            out.writeStartObject();
            text("address", item.change().address().text());
            text("type", item.change().type());
            out.writeStringField("action", item.change().action().name().toLowerCase(Locale.ROOT));
            text("words", item.sentence());
            optional("loss", item.loss());
            optional("previousAddress", item.change().origin().previousAddress().map(from -> from.text()));
            optional("importId", item.change().origin().importId());
            optional("deposed", item.change().origin().deposed());
            differences(item.differences());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void outputs(List<OutputChange> outputs) throws IOException {
        out.writeArrayFieldStart("outputs");
        for (OutputChange output : outputs) {
            out.writeStartObject();
            out.writeStringField("name", output.name());
            out.writeStringField("action", output.action().name().toLowerCase(Locale.ROOT));
            out.writeStringField("words", OutputLine.of(output));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void differences(List<Attribute> differences) throws IOException {
        out.writeArrayFieldStart("differences");
        for (Attribute attribute : differences) {
            out.writeStartObject();
            text("path", attribute.path());
            value("before", attribute.before());
            value("after", attribute.after());
            out.writeBooleanField("forcesReplacement", attribute.replaces());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Absent values are null. Hidden and unknown values are objects, so that readers cannot mistake them for values. */
    private void value(String field, Value value) throws IOException {
        switch (value.kind()) {
            case ABSENT -> out.writeNullField(field);
            case TEXT -> text(field, value.text());
            case NUMBER -> {
                out.writeFieldName(field);
                out.writeNumber(value.text());
            }
            case FLAG -> out.writeBooleanField(field, Boolean.parseBoolean(value.text()));
            case UNKNOWN -> marked(field, "unknown");
            case HIDDEN -> marked(field, "hidden");
        }
    }

    private void marked(String field, String mark) throws IOException {
        out.writeObjectFieldStart(field);
        out.writeBooleanField(mark, true);
        out.writeEndObject();
    }

    private void optional(String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            text(field, text.get());
        }
    }

    /** Writes a text without its secrets. */
    private void text(String field, String text) throws IOException {
        out.writeStringField(field, Secrets.mask(text));
    }
}
