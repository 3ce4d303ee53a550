package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a refresh-only plan, and keeps the changes made outside Terraform.
 *
 * <p>Terraform reports every attribute whose current value differs from the state. Right after an apply there are
 * dozens of them, because AWS sets computed defaults. Therefore only attributes that the configuration sets are compared;
 * inside a block, all attributes except those that appeared without being set. Parts that other resources add (rules of
 * a security group, routes of a table, policies of a role) are reported if no resource in the state owns them.
 */
public final class DriftReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UPDATE = "update";

    private final Declared declared;
    private final Foreign foreign;
    private final PlanBuilder plan = new PlanBuilder();

    private DriftReader(Declared declared, Foreign foreign) {
        this.declared = declared;
        this.foreign = foreign;
    }

    /**
     * Returns a plan that contains only drift.
     *
     * @param ignored the {@code ignore_changes} attributes of each resource
     */
    public static Plan read(Path json, Ignored ignored) {
        try (InputStream stream = Files.newInputStream(json)) {
            return read(JSON.readTree(stream), ignored);
        } catch (IOException e) {
            // Not the parser's message: it may quote the content of the file.
            throw PlanReader.notAPlan(
                    "The plan " + json + " cannot be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    static Plan read(JsonNode root, Ignored ignored) {
        DriftReader reader = new DriftReader(Declared.of(root, ignored), Foreign.in(root));
        reader.plan.formatVersion(root.path("format_version").asText());
        reader.plan.engineVersion(root.path("terraform_version").asText());
        root.path("resource_drift").forEach(reader::changed);
        reader.foreign.additions().forEach(reader::added);
        return reader.plan.build();
    }

    private void changed(JsonNode node) {
        JsonNode change = node.path("change");
        if (!change.path("actions").equals(JSON.createArrayNode().add(UPDATE))) {
            plan.drift(node);
            return;
        }
        ObjectNode copy = node.deepCopy();
        ObjectNode fresh = (ObjectNode) copy.path("change");
        Set<String> kept = new HashSet<>();
        Address address = Address.parse(node.path("address").asText());
        for (String name : declared.attributes(address)) {
            JsonNode before = change.path("before").path(name);
            JsonNode after = change.path("after").path(name);
            boolean hashed = name.equals("user_data") && Sameness.isHash(before.asText(), after.asText());
            if (!hashed && !Sameness.same(before, after, declared.expression(address, name))) {
                kept.add(name);
            }
        }
        retain(fresh, kept);
        foreign.take(node.path("address").asText()).ifPresent(parts -> parts.addTo(fresh));
        if (!fresh.path("before").isEmpty() || !fresh.path("after").isEmpty()) {
            plan.drift(copy);
        }
    }

    private void added(Foreign.Parts parts) {
        ObjectNode node =
                JSON.createObjectNode().put("address", parts.address()).put("type", parts.type());
        ObjectNode change = node.putObject("change");
        change.putArray("actions").add(UPDATE);
        change.putObject("before");
        change.putObject("after");
        parts.addTo(change);
        plan.drift(node);
    }

    private static void retain(ObjectNode change, Set<String> names) {
        for (String side : List.of("before", "after")) {
            if (change.path(side) instanceof ObjectNode values) {
                values.retain(names);
            }
        }
    }
}
