package io.github.qisaws.review.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Value;
import io.github.qisaws.review.Component;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.Item;
import io.github.qisaws.review.view.Page.Ink;
import io.github.qisaws.text.Secrets;
import java.util.Locale;

/** Drift on a terminal, and as JSON, valid by the resource {@code drift-1.schema.json}. */
public final class DriftView {
    /** Increased by each change that breaks readers of the JSON. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON = new JsonMapper();

    private DriftView() {}

    /** The changed resources by component, each with its values before and after the change. */
    public static String terminal(Drift drift, TerminalView.Options options) {
        Page page = new Page(options.width(), options.colour());
        page.wrapped(
                drift.found() ? Ink.YELLOW : Ink.GREEN,
                drift.found() ? "DRIFT  " : "NO DRIFT  ",
                Clean.line(drift.environment() + ": " + drift.sentence()));
        for (Component component : drift.components()) {
            page.blank();
            page.wrapped(
                    Ink.BOLD,
                    "  ",
                    Clean.line(component.title()) + ": " + component.items().size() + " changed");
            component.items().forEach(item -> item(page, item));
        }
        return page.toString();
    }

    private static void item(Page page, Item item) {
        String sign = String.format("    %-3s ", item.change().action().sign());
        String loss = item.loss().isPresent() ? " It contains data." : "";
        page.wrapped(Ink.PLAIN, sign, Clean.line(item.sentence()) + "." + loss);
        page.wrapped(Ink.DIM, "        ", Clean.line(item.change().name()));
        for (Attribute each : item.differences()) {
            page.wrapped(
                    Ink.PLAIN,
                    "        ",
                    Clean.line(each.path()) + ": " + Texts.value(each.before()) + " → " + Texts.value(each.after()));
        }
    }

    /** The object of one environment. */
    public static ObjectNode json(Drift drift) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("environment", Secrets.mask(drift.environment()));
        root.put("drifted", drift.found());
        root.put("summary", Secrets.mask(drift.sentence()));
        ArrayNode components = root.putArray("components");
        for (Component component : drift.components()) {
            ObjectNode node = components.addObject();
            node.put("name", Secrets.mask(component.name())).put("title", Secrets.mask(component.title()));
            ArrayNode changes = node.putArray("changes");
            component.items().forEach(item -> json(changes.addObject(), item));
        }
        return root;
    }

    private static void json(ObjectNode node, Item item) {
        node.put("address", Secrets.mask(item.change().address().text()));
        node.put("type", Secrets.mask(item.change().type()));
        node.put("action", item.change().action().name().toLowerCase(Locale.ROOT));
        node.put("words", Secrets.mask(item.sentence()));
        ArrayNode differences = node.putArray("differences");
        for (Attribute each : item.differences()) {
            ObjectNode difference = differences.addObject().put("path", Secrets.mask(each.path()));
            value(difference, "before", each.before());
            value(difference, "after", each.after());
        }
    }

    private static void value(ObjectNode node, String field, Value value) {
        switch (value.kind()) {
            case ABSENT -> node.putNull(field);
            case TEXT, NUMBER, FLAG -> node.put(field, Secrets.mask(value.text()));
            case UNKNOWN -> node.putObject(field).put("unknown", true);
            case HIDDEN -> node.putObject(field).put("hidden", true);
        }
    }
}
