package io.github.qisaws.environment;

import io.github.qisaws.environment.GuardPolicy.Accepted;
import io.github.qisaws.environment.schema.Mapping;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Nodes;
import io.github.qisaws.environment.schema.Place;
import io.github.qisaws.environment.schema.Suggestion;
import io.github.qisaws.environment.schema.TextType;
import io.github.qisaws.environment.schema.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Type of an accepted guard rule: the rule, the reason, and optionally the only address that it applies to. */
final class AcceptedType implements ValueType<Accepted> {
    private static final String RULE = "rule";
    private static final String REASON = "reason";
    private static final String ADDRESS = "address";
    private static final TextType RULES = new TextType(
            "one of " + String.join(", ", GuardRules.ACCEPTABLE),
            String.join("|", GuardRules.ACCEPTABLE),
            AcceptedType::wrongRule,
            text -> Suggestion.nearest(text, GuardRules.ACCEPTABLE));
    private static final TextType REASONS =
            new TextType("one line of 10 to 300 characters with the reason", "\\S.{8,298}\\S");
    private static final Map<String, TextType> FORMS = forms();

    private static Map<String, TextType> forms() {
        Map<String, TextType> forms = new LinkedHashMap<>();
        forms.put(RULE, RULES);
        forms.put(REASON, REASONS);
        forms.put(
                ADDRESS,
                new TextType(
                        "the exact address of one resource, such as module.web-tier.aws_instance.full_time",
                        "[A-Za-z0-9_.\"/:@\\[\\]" + " -]{3,300}"));
        return forms;
    }

    private static Optional<String> wrongRule(String text) {
        if (GuardRules.ONLY_BY_ADDRESS.contains(text)) {
            return Optional.of("protects data and cannot be accepted in the environment file; pass --allow-destroy"
                    + " ADDRESS to qis-aws plan");
        }
        return GuardRules.ACCEPTABLE.contains(text) ? Optional.empty() : Optional.of("is not a guard rule");
    }

    @Override
    public Optional<Accepted> read(Node node, Place place) {
        if (!(node instanceof MappingNode mapping) || Nodes.kind(node) != Nodes.Kind.MAPPING) {
            return place.refuse(node, Message.of(Nodes.show(node) + " has no reason", "allowed: " + allowed()));
        }
        Map<String, Mapping.Entry> entries = Mapping.of(mapping, place).entries();
        boolean known = entries.entrySet().stream()
                .map(entry -> isKnown(entry.getKey(), entry.getValue(), place))
                .reduce(true, Boolean::logicalAnd);
        for (String needed : List.of(RULE, REASON)) {
            if (!entries.containsKey(needed)) {
                return place.refuse(node, Message.of(needed + " is missing", "allowed: " + allowed()));
            }
        }
        Optional<String> rule = read(RULE, entries, place);
        Optional<String> reason = read(REASON, entries, place);
        Optional<String> address = read(ADDRESS, entries, place);
        boolean whole = known && rule.isPresent() && reason.isPresent();
        return whole && (address.isPresent() || !entries.containsKey(ADDRESS))
                ? Optional.of(new Accepted(rule.get(), address, reason.get()))
                : Optional.empty();
    }

    private static boolean isKnown(String name, Mapping.Entry entry, Place place) {
        if (!FORMS.containsKey(name)) {
            String wrong = "unknown key " + Message.quote(name);
            place.refuse(
                    entry.key(),
                    Message.of(wrong, Message.oneOf(FORMS.keySet()), Suggestion.nearest(name, FORMS.keySet())));
        }
        return FORMS.containsKey(name);
    }

    private static Optional<String> read(String name, Map<String, Mapping.Entry> entries, Place place) {
        return Optional.ofNullable(entries.get(name)).map(Mapping.Entry::value).flatMap(value -> {
            Place here = place.child(name);
            here.locate(value);
            return FORMS.get(name).read(value, here);
        });
    }

    @Override
    public String allowed() {
        return "{rule: RULE, reason: WHY} with address: ADDRESS for one resource only";
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(RULE, Map.of("enum", GuardRules.ACCEPTABLE));
        properties.put(REASON, REASONS.jsonSchema());
        properties.put(ADDRESS, FORMS.get(ADDRESS).jsonSchema());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.of(RULE, REASON));
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public Object toJson(Accepted value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RULE, value.rule());
        json.put(REASON, value.reason());
        value.address().ifPresent(address -> json.put(ADDRESS, address));
        return json;
    }
}
