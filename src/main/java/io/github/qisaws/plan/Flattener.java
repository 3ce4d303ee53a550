package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.qisaws.text.NamedValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Converts the before and after values of one change to a list of scalar attributes, with secrets masked. */
final class Flattener {
    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final Pool pool;
    private final ReplacePaths replacing;
    private final List<Attribute> found = new ArrayList<>();
    private final List<Attribute> concealed = new ArrayList<>();
    private boolean concealing;

    private Flattener(Pool pool, ReplacePaths replacing) {
        this.pool = pool;
        this.replacing = replacing;
    }

    /**
     * The attributes of a change.
     *
     * @param shown all scalar attributes; a hidden list or object is one attribute
     * @param concealed the attributes inside hidden lists and objects, only for decisions
     */
    record Attributes(List<Attribute> shown, List<Attribute> concealed) {}

    /** Flattens Terraform's {@code change} object: actions, before, after, and their marks. */
    static Attributes flatten(JsonNode change, Pool pool) {
        Flattener flattener = new Flattener(pool, ReplacePaths.of(change.path("replace_paths")));
        Side before = new Side(change.path("before"), change.path("before_sensitive"), NOTHING);
        Side after = new Side(change.path("after"), change.path("after_sensitive"), change.path("after_unknown"));
        flattener.walk("", before, after);
        return new Attributes(flattener.found, flattener.concealed);
    }

    /** The value before or after the change, with Terraform's marks. */
    record Side(JsonNode value, JsonNode sensitive, JsonNode unknown) {
        static final Side EMPTY = new Side(NOTHING, NOTHING, NOTHING);

        Side member(String name) {
            return new Side(value.path(name), inherited(sensitive, name), inherited(unknown, name));
        }

        Side element(int index) {
            return new Side(value.path(index), inherited(sensitive, index), inherited(unknown, index));
        }

        /** Whether a member is a secret by its name, or by the name beside it. */
        boolean hides(String name) {
            return NamedValues.hides(value, name);
        }

        boolean isSensitive() {
            return sensitive.isBoolean() && sensitive.booleanValue();
        }

        boolean isUnknown() {
            return unknown.isBoolean() && unknown.booleanValue();
        }

        boolean isAbsent() {
            return value.isNull() || value.isMissingNode();
        }

        private static JsonNode inherited(JsonNode mark, String name) {
            return mark.isBoolean() ? mark : mark.path(name);
        }

        private static JsonNode inherited(JsonNode mark, int index) {
            return mark.isBoolean() ? mark : mark.path(index);
        }
    }

    private void walk(String path, Side before, Side after) {
        if (!concealing && (before.isSensitive() || after.isSensitive())) {
            hidden(path, before, after);
        } else if (after.isUnknown() && before.value().isEmpty()) {
            add(path, scalar(path, before.value()), Value.UNKNOWN, true);
        } else if (before.value().isObject()
                || after.value().isObject()
                || after.unknown().isObject()) {
            members(path, before, after);
        } else if (before.value().isArray()
                || after.value().isArray()
                || after.unknown().isArray()) {
            elements(path, before, after);
        } else {
            scalars(path, before, after);
        }
    }

    private void hidden(String path, Side before, Side after) {
        Value old =
                before.isAbsent() ? Value.ABSENT : Value.hidden(before.value().asText());
        Value fresh = Value.hidden(after.value().asText());
        if (after.isUnknown()) {
            fresh = Value.UNKNOWN;
        } else if (after.isAbsent()) {
            fresh = Value.ABSENT;
        }
        add(path, old, fresh, after.isUnknown() || !same(before.value(), after.value()));
        if (before.value().isContainerNode() || after.value().isContainerNode()) {
            concealing = true;
            walk(path, before, after);
            concealing = false;
        }
    }

    private void members(String path, Side before, Side after) {
        mixedKinds(path, before, after, before.value().isObject(), after.value().isObject());
        Set<String> names = new LinkedHashSet<>();
        before.value().fieldNames().forEachRemaining(names::add);
        after.value().fieldNames().forEachRemaining(names::add);
        after.unknown().fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String inner = ReplacePaths.member(path, name);
            if (!concealing && (before.hides(name) || after.hides(name))) {
                hidden(inner, before.member(name), after.member(name));
            } else {
                walk(inner, before.member(name), after.member(name));
            }
        }
    }

    private void elements(String path, Side before, Side after) {
        mixedKinds(path, before, after, before.value().isArray(), after.value().isArray());
        for (Pairs.Pair pair : Pairs.of(before.value(), after.value(), after.unknown())) {
            int shown = pair.after() < 0 ? pair.before() : pair.after();
            if (pair.before() >= 0 && pair.before() != shown) {
                replacing.shownAt(path, pair.before(), shown);
            }
            walk(
                    path + "[" + shown + "]",
                    pair.before() < 0 ? Side.EMPTY : before.element(pair.before()),
                    pair.after() < 0 ? goneFrom(after) : after.element(pair.after()));
        }
    }

    /** The new side of a removed element: absent, or unknown if the whole list is unknown. */
    private static Side goneFrom(Side after) {
        return after.isUnknown() ? new Side(NOTHING, NOTHING, BooleanNode.TRUE) : Side.EMPTY;
    }

    /** Adds a scalar that is paired with an object or a list as an attribute of its own. */
    private void mixedKinds(String path, Side before, Side after, boolean beforeFits, boolean afterFits) {
        if (!beforeFits && !before.isAbsent() && before.value().isValueNode()) {
            add(path, scalar(path, before.value()), Value.ABSENT, true);
        }
        if (!afterFits && !after.isAbsent() && after.value().isValueNode()) {
            add(path, Value.ABSENT, scalar(path, after.value()), true);
        }
    }

    private void scalars(String path, Side before, Side after) {
        if (!before.isAbsent() || !after.isAbsent()) {
            boolean changed = !same(before.value(), after.value());
            Value old = scalar(path, before.value());
            add(path, old, changed ? scalar(path, after.value()) : old, changed);
        }
    }

    private void add(String path, Value before, Value after, boolean changed) {
        if (!before.isAbsent() || !after.isAbsent()) {
            (concealing ? concealed : found)
                    .add(new Attribute(pool.text(path), before, after, changed, changed && replacing.force(path)));
        }
    }

    private Value scalar(String path, JsonNode node) {
        if (node.isNull() || node.isMissingNode() || node.isContainerNode()) {
            return Value.ABSENT;
        }
        String text = node.asText();
        if (concealing) {
            return Value.hidden(text);
        }
        if (node.isBoolean()) {
            return pool.value(Value.of(Value.Kind.FLAG, text));
        }
        return pool.value(
                node.isNumber() ? Value.of(Value.Kind.NUMBER, text) : Value.text(LongText.readable(path, text), text));
    }

    private static boolean same(JsonNode before, JsonNode after) {
        boolean noneBefore = before.isNull() || before.isMissingNode();
        boolean noneAfter = after.isNull() || after.isMissingNode();
        return (noneBefore || noneAfter) ? noneBefore == noneAfter : before.equals(after);
    }
}
