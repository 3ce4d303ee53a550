package io.github.qisaws.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resources in a state, each with its ID and ARN. */
public final class Known {
    /** A state without resources. */
    static final Known NOTHING = new Known();

    private final TreeMap<String, Set<String>> ids = new TreeMap<>();
    private final Set<String> tainted = new TreeSet<>();

    private Known() {}

    /**
     * Reads the output of {@code state pull}.
     *
     * @param state the state; an empty object if nothing was applied
     */
    public static Known of(JsonNode state) {
        Known known = new Known();
        for (JsonNode resource : state.path("resources")) {
            if (resource.path("mode").asText().equals("managed")) {
                resource.path("instances").forEach(instance -> known.add(resource, instance));
            }
        }
        return known;
    }

    private void add(JsonNode resource, JsonNode instance) {
        String module = resource.path("module").asText("");
        String address =
                (module.isEmpty() ? "" : module + ".") + resource.path("type").asText() + "."
                        + resource.path("name").asText() + key(instance.path("index_key"));
        Set<String> names = ids.computeIfAbsent(address, key -> new TreeSet<>());
        names.add(instance.path("attributes").path("id").asText(""));
        names.add(instance.path("attributes").path("arn").asText(""));
        if (instance.path("status").asText().equals("tainted")) {
            tainted.add(address);
        }
    }

    private static String key(JsonNode key) {
        if (key.isMissingNode()) {
            return "";
        }
        return key.isNumber() ? "[" + key.asText() + "]" : "[\"" + key.asText() + "\"]";
    }

    public boolean has(String address) {
        return ids.containsKey(address);
    }

    /** Addresses of tainted resources, which Terraform would replace. */
    public Set<String> tainted() {
        return Set.copyOf(tainted);
    }

    /** The IDs of all resources of a type. */
    public Set<String> ids(String type) {
        return idsAndArns(type)
                .filter(id -> !id.isEmpty() && !id.startsWith("arn:"))
                .collect(Collectors.toSet());
    }

    /** Whether the state has another resource at this address. */
    public boolean hasAnother(Tagged tagged) {
        return has(tagged.address())
                && ids.get(tagged.address()).stream()
                        .filter(id -> !id.isEmpty())
                        .noneMatch(id -> isSame(id, tagged.importId()));
    }

    /** Whether the state has a resource of this type and ID, at any address. */
    boolean knows(String type, String importId) {
        return idsAndArns(type).anyMatch(importId::equals);
    }

    private Stream<String> idsAndArns(String type) {
        return ids.entrySet().stream()
                .filter(each -> each.getKey().contains("." + type + "."))
                .flatMap(each -> each.getValue().stream());
    }

    /** Whether the IDs name the same resource; an import ID can be the end of an ARN, or start with the ID. */
    private static boolean isSame(String id, String importId) {
        return id.equals(importId)
                || importId.startsWith(id + "/")
                || id.endsWith("/" + importId)
                || id.endsWith(":" + importId);
    }
}
