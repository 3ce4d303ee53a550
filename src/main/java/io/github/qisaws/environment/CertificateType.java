package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.Certificate.Source;
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

/**
 * Type of a certificate source: the word {@code imported}, or a mapping with the key {@code arn} or {@code dns-zone}.
 */
final class CertificateType implements ValueType<Certificate> {
    private static final String IMPORTED = "imported";
    private static final TextType ARN = new TextType(
            "arn:aws:acm:REGION:ACCOUNT:certificate/ID",
            "arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+");
    private static final TextType DNS_ZONE =
            new TextType("the ID of a public Route 53 zone such as Z0123456789ABC", "Z[A-Z0-9]{5,31}");
    private static final Map<String, TextType> FORMS = forms();

    private static Map<String, TextType> forms() {
        Map<String, TextType> forms = new LinkedHashMap<>();
        forms.put("arn", ARN);
        forms.put("dns-zone", DNS_ZONE);
        return forms;
    }

    @Override
    public Optional<Certificate> read(Node node, Place place) {
        Nodes.Kind kind = Nodes.kind(node);
        if (kind == Nodes.Kind.TEXT && Nodes.text(node).equals(IMPORTED)) {
            return Optional.of(new Certificate(Source.IMPORTED, ""));
        }
        if (kind == Nodes.Kind.MAPPING && node instanceof MappingNode mapping) {
            return readMapping(mapping, place);
        }
        String text = Nodes.text(node);
        String wrong = Nodes.show(node) + " is not a certificate source";
        return place.refuse(node, Message.of(wrong, "allowed: " + allowed(), meant(text)));
    }

    private static Optional<String> meant(String text) {
        if (text.startsWith("arn:")) {
            return Optional.of("{arn: \"" + text + "\"}");
        }
        return text.startsWith("Z")
                ? Optional.of("{dns-zone: " + text + "}")
                : Suggestion.nearest(text, List.of(IMPORTED));
    }

    private Optional<Certificate> readMapping(MappingNode node, Place place) {
        Map<String, Mapping.Entry> entries = Mapping.of(node, place).entries();
        boolean known = FORMS.keySet().containsAll(entries.keySet());
        entries.forEach((name, entry) -> {
            if (!FORMS.containsKey(name)) {
                String wrong = "unknown key " + Message.quote(name);
                Optional<String> meant = Suggestion.nearest(name, FORMS.keySet());
                place.refuse(entry.key(), Message.of(wrong, Message.oneOf(FORMS.keySet()), meant));
            }
        });
        if (known && entries.size() != 1) {
            return place.refuse(node, Message.of("has " + entries.size() + " keys", "allowed: one of arn, dns-zone"));
        }
        Optional<Certificate> arn = read("arn", Source.ARN, entries, place);
        return arn.or(() -> read("dns-zone", Source.DNS, entries, place)).filter(certificate -> known);
    }

    private static Optional<Certificate> read(
            String name, Source source, Map<String, Mapping.Entry> entries, Place place) {
        return Optional.ofNullable(entries.get(name)).map(Mapping.Entry::value).flatMap(value -> {
            Place here = place.child(name);
            here.locate(value);
            return FORMS.get(name).read(value, here).map(text -> new Certificate(source, text));
        });
    }

    @Override
    public String allowed() {
        return "imported, {arn: " + ARN.allowed() + "}, {dns-zone: Z0123456789ABC}";
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("anyOf", List.of(Map.of("const", IMPORTED), object("arn"), object("dns-zone")));
    }

    private static Map<String, Object> object(String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of(name, FORMS.get(name).jsonSchema()));
        schema.put("required", List.of(name));
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public Object toJson(Certificate value) {
        return switch (value.source()) {
            case IMPORTED -> IMPORTED;
            case ARN -> Map.of("arn", value.value());
            case DNS -> Map.of("dns-zone", value.value());
        };
    }
}
