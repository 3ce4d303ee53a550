package io.github.qisaws.environment.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Type of a list of distinct values of one type. */
public record ListType<T>(ValueType<T> element, int least, int most) implements ValueType<List<T>> {

    @Override
    public Optional<List<T>> read(Node node, Place place) {
        if (!(node instanceof SequenceNode list) || Nodes.kind(node) == Nodes.Kind.TAGGED) {
            return place.refuse(node, notAList(node));
        }
        List<T> values = new ArrayList<>();
        boolean whole = true;
        int index = 0;
        for (Node item : list.getValue()) {
            Place here = place.item(index++);
            here.locate(item);
            Optional<T> value = element.read(item, here);
            if (value.isPresent() && values.contains(value.get())) {
                value = here.refuse(item, Message.quote(Nodes.text(item)) + " is listed twice; keep one of the two");
            }
            value.ifPresent(values::add);
            whole &= value.isPresent();
        }
        int size = list.getValue().size();
        if (size < least || size > most) {
            return place.refuse(
                    node, Message.of("has " + size + (size == 1 ? " item" : " items"), "allowed: " + allowed()));
        }
        return whole ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private String notAList(Node node) {
        Nodes.Kind kind = Nodes.kind(node);
        boolean scalar = kind != Nodes.Kind.MAPPING && kind != Nodes.Kind.NOTHING && kind != Nodes.Kind.TAGGED;
        if (scalar) {
            String text = Message.printable(Nodes.text(node));
            return Message.of(Nodes.show(node) + " is not a list", "allowed: " + allowed(), asList(text));
        }
        return Message.of(Scalars.misfit(node), "allowed: " + allowed());
    }

    private static Optional<String> asList(String text) {
        String quoted = Message.quote(text);
        return Optional.of("[" + text + "]").filter(list -> quoted.length() == text.length() + 2);
    }

    @Override
    public String allowed() {
        String size = least == 0 ? "" : " with " + least + " to " + most + " items";
        return "a list [ ]" + size + ", each " + element.allowed();
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", element.jsonSchema());
        schema.put("minItems", least);
        schema.put("maxItems", most);
        schema.put("uniqueItems", true);
        return schema;
    }

    @Override
    public Object toJson(List<T> value) {
        return value.stream().map(element::toJson).toList();
    }
}
