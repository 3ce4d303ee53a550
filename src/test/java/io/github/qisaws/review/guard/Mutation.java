package io.github.qisaws.review.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One mutation of the JSON of a plan.
 *
 * @param where the resource change, counted from the first and around
 * @param choice decides everything else about it
 */
record Mutation(Kind kind, int where, int choice) {
    static final JsonMapper JSON = new JsonMapper();

    /** What is changed, the frequent ones first. */
    enum Kind {
        DANGER(5),
        ACTIONS(3),
        TYPE(3),
        UNKNOWN(2),
        SENSITIVE(2),
        DROPPED(1),
        ADDRESS(1),
        DEPOSED(1),
        REASON(1),
        PROVIDER(1),
        MODE(1),
        ORDER(1),
        MEMBERS(1),
        MOVED(1),
        TWIN(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        /** Each as often as its weight, so that a random one is as frequent. */
        static List<Kind> weighted() {
            return Stream.of(values())
                    .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
                    .toList();
        }
    }

    private static final List<String> ACTIONS = List.of(
            "['delete']",
            "['delete','create']",
            "['create','delete']",
            "['forget']",
            "['create','forget']",
            "['forget','create']",
            "['update']",
            "['create']",
            "['no-op']",
            "['read']",
            "['delete','forget']",
            "['Delete']",
            "[]",
            "'delete'");

    private static final List<String> ADDRESSES = List.of(
            "%s.x",
            "%s.x[0]",
            "%s.x[\"a.b[0]\\\"]\"]",
            "module.data-server.%s.x",
            "module.data-server[1].%s.x[2]",
            "module.network.%s.this",
            "module.renamed[\"aws_instance.web\"].%s.lb",
            "module.a.module.b[\"k\"].%s.x[\"data.y\"]",
            "module.data.%s.data");

    private static final List<String> TYPES = List.of(
            "aws_ebs_volume",
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_efs_file_system",
            "aws_s3_bucket",
            "aws_kms_key",
            "aws_secretsmanager_secret",
            "aws_dynamodb_table",
            "google_sql_database_instance",
            "azurerm_storage_account",
            "kubernetes_persistent_volume_claim",
            "acme_database",
            "aws_not_known_yet",
            "random_id",
            "aws_instance",
            "aws_vpc_security_group_ingress_rule");

    private static final List<String> REASONS = List.of(
            "",
            "delete_because_no_resource_config",
            "delete_because_each_key",
            "replace_because_tainted",
            "replace_because_cannot_update",
            "replace_by_request",
            "a_reason_of_the_future");

    private static final List<String> PROVIDERS = List.of(
            "registry.terraform.io/hashicorp/aws",
            "registry.opentofu.org/hashicorp/aws",
            "registry.terraform.io/acme/aws",
            "terraform.io/builtin/terraform",
            "");

    void apply(ObjectNode plan) {
        ArrayNode all = plan.withArray("resource_changes");
        int index = where % all.size();
        ObjectNode resource = (ObjectNode) all.get(index);
        ObjectNode change = (ObjectNode) resource.get("change");
        Random random = new Random(choice);
        switch (kind) {
            case ACTIONS -> actions(change, json(pick(ACTIONS, random)));
            case ADDRESS -> resource.put("address", address(typeOf(resource), random));
            case TYPE -> retype(resource, pick(TYPES, random), random);
            case DANGER -> PlannedDangers.pick(random).plant(resource, address(typeOf(resource), random), random);
            case SENSITIVE -> mark(change, random.nextBoolean() ? "before" : "after", "_sensitive", random);
            case UNKNOWN -> mark(change, "after", "_unknown", random);
            case DROPPED -> drop(change.path(random.nextBoolean() ? "before" : "after"), random);
            case DEPOSED -> resource.put("deposed", "0a1b2c3d");
            case REASON -> resource.put("action_reason", pick(REASONS, random));
            case PROVIDER -> resource.put("provider_name", pick(PROVIDERS, random));
            case MODE -> resource.put("mode", random.nextInt(4) == 0 ? "data" : "managed");
            case ORDER -> all.insert(random.nextInt(all.size()), all.remove(index));
            case MEMBERS -> all.set(index, shuffled(resource, random));
            case MOVED -> moved(resource, change, random);
            case TWIN -> all.add(twin(resource, random));
        }
    }

    private static void actions(ObjectNode change, JsonNode actions) {
        change.set("actions", actions);
        JsonNode old = change.path("before").isObject() ? change.get("before") : change.path("after");
        JsonNode fresh = change.path("after").isObject() ? change.get("after") : old;
        boolean creates = actions.toString().equals("[\"create\"]");
        boolean removes = List.of("[\"delete\"]", "[\"forget\"]").contains(actions.toString());
        change.set("before", creates ? JsonNodeFactory.instance.nullNode() : old.deepCopy());
        change.set("after", removes ? JsonNodeFactory.instance.nullNode() : fresh.deepCopy());
    }

    private static void retype(ObjectNode resource, String type, Random random) {
        resource.put("address", address(type, random));
        if (random.nextInt(5) == 0) {
            resource.remove("type");
        } else {
            resource.put("type", type);
        }
    }

    private static String address(String type, Random random) {
        return pick(ADDRESSES, random).formatted(type);
    }

    private static String typeOf(ObjectNode resource) {
        return resource.path("type").asText("aws_ebs_volume");
    }

    /** Marks the whole value, or one member of it. */
    private static void mark(ObjectNode change, String side, String mark, Random random) {
        JsonNode value = change.path(side);
        if (random.nextInt(3) == 0 || value.isEmpty()) {
            change.put(side + mark, true);
            return;
        }
        String member = pick(names(value), random);
        JsonNode marks = change.path(side + mark);
        (marks.isObject() ? (ObjectNode) marks : change.putObject(side + mark)).put(member, true);
        if (mark.equals("_unknown")) {
            ((ObjectNode) value).remove(member);
        }
    }

    private static void drop(JsonNode value, Random random) {
        if (value.isObject() && !value.isEmpty()) {
            ((ObjectNode) value).remove(pick(names(value), random));
        }
    }

    private static ObjectNode shuffled(ObjectNode resource, Random random) {
        List<String> names = names(resource);
        Collections.shuffle(names, random);
        ObjectNode shuffled = JSON.createObjectNode();
        names.forEach(name -> shuffled.set(name, resource.get(name)));
        return shuffled;
    }

    private static void moved(ObjectNode resource, ObjectNode change, Random random) {
        if (random.nextBoolean()) {
            resource.put("previous_address", "module.old." + typeOf(resource) + ".y");
        } else {
            change.putObject("importing").put("id", "vol-1");
        }
    }

    /** A resource that the plan creates with the values of another one. */
    private static ObjectNode twin(ObjectNode resource, Random random) {
        ObjectNode twin = resource.deepCopy();
        twin.remove("deposed");
        twin.put("address", "module.twin" + random.nextInt(1000) + "." + typeOf(resource) + ".x");
        actions((ObjectNode) twin.get("change"), json("['create']"));
        return twin;
    }

    private static List<String> names(JsonNode object) {
        return new ArrayList<>(
                object.properties().stream().map(Map.Entry::getKey).toList());
    }

    static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    /** JSON in single quotes. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
