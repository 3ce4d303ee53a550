package io.github.qisaws.environment.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a declaration as JSON Schema (draft 2020-12), for completion and checks while somebody types. */
public final class JsonSchema {
    private JsonSchema() {}

    /** The schema as indented JSON with a final newline; the same bytes on every machine. */
    public static String write(String title, Section root) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(section(root));
        schema.put("patternProperties", Map.of("^" + Section.EXTENSION, true));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Member member : section.members()) {
            properties.put(member.name(), member instanceof Key<?> key ? key(key) : section((Section) member));
            if (member instanceof Key<?> key && key.whenAbsent().required()) {
                required.add(key.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", section.description());
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static <T> Map<String, Object> key(Key<T> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", MarkdownReference.sentence(key));
        schema.putAll(key.type().jsonSchema());
        key.fixedDefault().ifPresent(value -> schema.put("default", value));
        if (!key.examples().isEmpty()) {
            schema.put("examples", key.examples());
        }
        return schema;
    }
}
