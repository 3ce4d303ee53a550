package io.github.qisaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes small plans in Terraform's format; JSON is written with single quotes. */
public final class PlanJson {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root = object("{'format_version':'1.2','terraform_version':'1.11.4','errored':false}");

    public PlanJson() {
        root.putArray("resource_changes");
    }

    /** A plan with one change. */
    public static Plan of(String address, String actions, String before, String after) {
        return new PlanJson().change(address, actions, before, after).plan();
    }

    public PlanJson change(String address, String actions, String before, String after) {
        return add("resource_changes", address, actions, before, after, "{}");
    }

    public PlanJson drift(String address, String actions, String before, String after) {
        return add("resource_drift", address, actions, before, after, "{}");
    }

    /** A change with further members of its change object, such as after_unknown. */
    public PlanJson change(String address, String actions, String before, String after, String more) {
        return add("resource_changes", address, actions, before, after, more);
    }

    /** Sets a member of the whole plan. */
    public PlanJson with(String member, String json) {
        root.set(member, node(json));
        return this;
    }

    private PlanJson add(String list, String address, String actions, String before, String after, String more) {
        ObjectNode resource = root.withArray(list).addObject();
        resource.put("address", address);
        String[] parts = address.replaceAll("\\[[^]]*]", "").split("\\.", -1);
        resource.put("type", parts[parts.length - 2]);
        ObjectNode change = (ObjectNode) node(more);
        change.set("actions", node("[" + actions + "]"));
        change.set("before", node(before));
        change.set("after", node(after));
        resource.set("change", change);
        return this;
    }

    public Plan plan() {
        return read(root.toString());
    }

    public static Plan read(String json) {
        return PlanReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) node(json);
    }

    private static JsonNode node(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
