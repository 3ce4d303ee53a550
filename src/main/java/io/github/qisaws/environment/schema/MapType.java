package io.github.qisaws.environment.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Type of a mapping from arbitrary names to texts. */
public record MapType(TextType names, TextType values, int most) implements ValueType<Map<String, String>> {

    @Override
    public Optional<Map<String, String>> read(Node node, Place place) {
        if (!(node instanceof MappingNode given) || Nodes.kind(node) == Nodes.Kind.TAGGED) {
            return place.refuse(node, Message.of(Scalars.misfit(node), "allowed: " + allowed()));
        }
        Map<String, String> read = new LinkedHashMap<>();
        Mapping mapping = Mapping.of(given, place);
        mapping.entries().forEach((name, entry) -> {
            Place here = place.child(Message.printable(name));
            here.locate(entry.value());
            names.wrong(name)
                    .ifPresent(wrong -> here.refuse(
                            entry.key(),
                            Message.of(
                                    "the name " + Message.quote(name) + " " + wrong, "allowed: " + names.allowed())));
            values.read(entry.value(), here).ifPresent(value -> read.put(name, value));
        });
        int size = mapping.entries().size();
        if (size > most) {
            return place.refuse(node, Message.of("has " + size + " entries", "allowed: " + allowed()));
        }
        return Optional.of(read);
    }

    @Override
    public String allowed() {
        return "up to " + most + " entries of the form \"name: value\"";
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", Map.of("pattern", "^(?:" + names.pattern() + ")$"));
        schema.put("additionalProperties", values.jsonSchema());
        schema.put("maxProperties", most);
        return schema;
    }

    /** In the order of the names, since that of the file has no meaning. */
    @Override
    public Object toJson(Map<String, String> value) {
        return new TreeMap<>(value);
    }
}
