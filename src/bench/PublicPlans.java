import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts the harmless public plans, and those that the guard bothers. See public-plans.sh. */
public final class PublicPlans {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Set<String> HARMLESS = Set.of("no-op", "read", "create", "update");

    /** What a resource may reach, as opposed to what may reach it. */
    private static final Set<String> OUTWARD = Set.of("egress", "outbound_rule");

    private static final Pattern OUTWARD_TYPES = Pattern.compile(".*(_route|_route_table|_egress_rule|_default_route_table)");
    private static final Pattern EVERYBODY = Pattern.compile(
            "(?s)\\S+/0|allUsers|allAuthenticatedUsers|public-read.*|authenticated-read|.*(Administrator|Full)Access"
                    + "|.*\"(Principal|AWS|Action|NotAction)\"\\s*:\\s*\\[?\\s*\"([a-z0-9]+:)?\\*\".*");
    /** What a provisioner does is in no plan, so that a plan with one is not known to be harmless. */
    private static final Pattern RUNS_PROGRAMS = Pattern.compile("\"provisioners\":\\[\\{");

    private static final Set<String> OPEN_FLAGS = Set.of(
            "publicly_accessible",
            "associate_public_ip_address",
            "map_public_ip_on_launch",
            "public_network_access_enabled",
            "allow_blob_public_access",
            "allow_nested_items_to_be_public");

    /** Flags that keep a resource closed or its data unreadable, and are off on purpose. */
    private static final Set<String> CLOSED_FLAGS = Set.of(
            "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets", "encrypted");

    private PublicPlans() {}

    /** Arguments: folders. */
    public static void main(String[] args) throws Exception {
        TreeMap<String, Path> plans = new TreeMap<>();
        for (String folder : args) {
            for (Path file : files(Path.of(folder))) {
                JsonNode plan = plan(file);
                if (plan != null) {
                    plans.putIfAbsent(JSON.writeValueAsString(plan), file);
                }
            }
        }
        List<Path> harmless = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        plans.forEach((content, file) -> {
            if (isHarmless(content)) {
                harmless.add(file);
                contents.add(content.getBytes(StandardCharsets.UTF_8));
            }
        });
        System.out.println("public: " + plans.size() + " plans, " + harmless.size() + " harmless");
        GuardBench.harmless(harmless.stream().map(Path::toString).toList(), contents, List.of());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    /** The plan in a file, in a format that can be read; null if it is no plan. */
    private static JsonNode plan(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (!new String(content, StandardCharsets.UTF_8).contains("\"resource_changes\"")) {
            return null;
        }
        try {
            if (JSON.readTree(content) instanceof ObjectNode plan && plan.path("resource_changes").isArray()
                    && plan.has("format_version")) {
                return plan.path("format_version").asText().startsWith("0.") ? plan.put("format_version", "1.0") : plan;
            }
        } catch (JsonProcessingException e) {
            System.err.println("no JSON: " + file);
        }
        return null;
    }

    private static boolean isHarmless(String plan) {
        try {
            boolean changes = false;
            if (RUNS_PROGRAMS.matcher(plan).find()) {
                return false;
            }
            for (JsonNode resource : JSON.readTree(plan).path("resource_changes")) {
                JsonNode change = resource.path("change");
                for (JsonNode action : change.path("actions")) {
                    if (!HARMLESS.contains(action.asText())) {
                        return false;
                    }
                    changes |= Set.of("create", "update").contains(action.asText());
                }
                if (isOpen(resource.path("type").asText(), change.path("after"))) {
                    return false;
                }
            }
            return changes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOpen(String type, JsonNode after) {
        return !OUTWARD_TYPES.matcher(type).matches()
                && !after.path("type").asText().equals("egress")
                && isOpen(after);
    }

    private static boolean isOpen(JsonNode value) {
        if (value.isTextual()) {
            return EVERYBODY.matcher(value.asText()).matches();
        }
        if (value.isArray()) {
            for (JsonNode each : value) {
                if (isOpen(each)) {
                    return true;
                }
            }
        }
        return value.properties().stream()
                .anyMatch(each -> !OUTWARD.contains(each.getKey())
                        && (isOpen(each.getValue())
                                || (OPEN_FLAGS.contains(each.getKey()) && each.getValue().asBoolean())
                                || (CLOSED_FLAGS.contains(each.getKey())
                                        && each.getValue().isBoolean()
                                        && !each.getValue().asBoolean())));
    }
}
