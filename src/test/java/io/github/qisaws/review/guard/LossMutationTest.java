package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.PlanJson;
import io.github.qisaws.Recordings;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.TwoServer;
import io.github.qisaws.review.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random mutations of recorded plans; a failure names the seed that makes it again. */
class LossMutationTest {
    private static final int MUTATIONS = 400;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TYPES = List.of(
            "aws_ebs_volume",
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_efs_file_system",
            "aws_s3_bucket",
            "aws_kms_key",
            "aws_secretsmanager_secret",
            "aws_backup_vault",
            "aws_ebs_snapshot",
            "aws_dynamodb_table");
    private static final List<String> LOSSES = List.of(
            "['delete']",
            "['delete','create']",
            "['create','delete']",
            "['forget']",
            "['create','forget']",
            "['forget','create']",
            "['destroy']",
            "['delete','delete']",
            "['Delete']",
            "[]",
            "null",
            "'delete'",
            "['delete','forget']",
            "['no-op','delete']",
            "['update','delete']");
    private static final List<String> ADDRESSES = List.of(
            "%s.x",
            "%s.x[0]",
            "%s.x[\"a\"]",
            "%s.x[\"a.b[0]\\\"]\"]",
            "module.data-server.%s.x",
            "module.data-server[1].%s.x[2]",
            "module.renamed[\"module.web\"].%s.x",
            "module.a.module.b[\"k\"].%s.x[\"data.y\"]",
            "module.data.%s.data",
            "module.data-server.module.data.%s.aws_instance");
    private static final List<String> REASONS = List.of(
            "",
            "delete_because_no_resource_config",
            "delete_because_no_module",
            "delete_because_each_key",
            "replace_because_cannot_update",
            "replace_by_request",
            "a_reason_of_the_future");

    static List<String> recordings() {
        return Recordings.names();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    @DisplayName("no mutation that loses something stateful passes, and naming exactly that address lets it pass")
    void noLossPasses(String recording) throws IOException {
        byte[] recorded = Files.readAllBytes(Recordings.file(recording));
        JsonNode whole = JSON.readTree(recorded);
        ((ObjectNode) whole).remove(List.of("planned_values", "prior_state", "configuration"));
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            ObjectNode plan = seed % 20 == 0 ? whole.deepCopy() : small(whole);
            String name = mutate(plan, random);
            check(recording + ", seed " + seed + ", " + name, plan.toString(), name, random);
        }
    }

    private static void check(String what, String json, String name, Random random) {
        Plan plan = PlanJson.read(json);
        Set<String> nearly =
                Set.of(name + " ", name.substring(0, name.length() - 1), "*", name + "[0]", "module.data-server");
        Policy strict = random.nextBoolean() ? Policy.STRICT : Policy.STRICT.allowing(nearly);
        assertThat(Review.of("demo", plan, random.nextBoolean() ? TwoServer.calls() : List.of(), strict)
                        .verdict())
                .as(what)
                .isEqualTo(Verdict.BLOCKED);
        assertThat(unsettled(plan, Policy.STRICT.allowing(Set.of(name)), name))
                .as(what + " allowed by name")
                .isEmpty();
    }

    private static List<Finding> unsettled(Plan plan, Policy policy, String name) {
        return Guard.judge(plan, TwoServer.calls(), policy).stream()
                .filter(finding ->
                        finding.subject().equals(name) && finding.rule().liftedByAddress() && finding.blocks())
                .toList();
    }

    /** The plan's frame without its changes. */
    private static ObjectNode small(JsonNode whole) {
        ObjectNode plan = JSON.createObjectNode();
        plan.set("format_version", whole.path("format_version"));
        plan.putArray("resource_changes");
        return plan;
    }

    /** Puts a loss at a random place, in a random form; gives the name that a person must say. */
    private static String mutate(ObjectNode plan, Random random) throws IOException {
        String type = pick(TYPES, random);
        String address = pick(ADDRESSES, random).formatted(type);
        ObjectNode resource = JSON.createObjectNode();
        resource.put("address", address);
        if (random.nextInt(5) > 0) {
            resource.put("type", type);
        }
        resource.put("mode", random.nextInt(5) > 0 ? "managed" : "data");
        resource.put("action_reason", pick(REASONS, random));
        ObjectNode change = resource.putObject("change");
        change.set("actions", JSON.readTree(pick(LOSSES, random).replace('\'', '"')));
        change.set("before", JSON.readTree(random.nextBoolean() ? "{\"size\":20}" : "null"));
        decorate(plan, resource, change, random);
        ArrayNode changes = plan.withArray("resource_changes");
        changes.insert(changes.isEmpty() ? 0 : random.nextInt(changes.size()), resource);
        return resource.has("deposed")
                ? address + " (deposed " + resource.get("deposed").asText() + ")"
                : address;
    }

    private static void decorate(ObjectNode plan, ObjectNode resource, ObjectNode change, Random random) {
        if (random.nextInt(4) == 0) {
            resource.put("previous_address", "module.old.null_resource.x");
        }
        if (random.nextInt(4) == 0) {
            change.putObject("importing").put("id", "vol-1");
        }
        if (random.nextInt(4) == 0) {
            resource.put("deposed", "0a1b2c3d");
        }
        if (random.nextInt(3) == 0) {
            ObjectNode twin = plan.withArray("resource_changes").addObject();
            twin.put("address", "module.new." + resource.path("type").asText("x") + ".x");
            twin.put("type", resource.path("type").asText("x"));
            ObjectNode created = twin.putObject("change");
            created.putArray("actions").add("create");
            created.putObject("after").put("size", 20);
        }
    }

    private static <T> T pick(List<T> from, Random random) {
        return new ArrayList<>(from).get(random.nextInt(from.size()));
    }
}
