package io.github.qisaws.recovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.terraform.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** The resources to import, each with all candidates for its import ID. IDs that turn out not to exist are dropped. */
public final class Imports {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Errors of Terraform and the provider for an import ID without a resource, or for an address without a block. */
    private static final Pattern NOTHING_THERE = Pattern.compile(
            "(?i)non-existent|not found|no association found|couldn't find|does not exist|NoSuch|unexpected format"
                    + "|empty result");

    /** Separators in an import ID. */
    private static final Pattern BETWEEN = Pattern.compile("[/|,]");

    private final Map<String, Set<String>> ids = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();

    /** Adds a candidate ID for an address; false if it was already added or dropped. */
    public boolean add(String address, String id) {
        return !dropped.contains(address + " " + id)
                && ids.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(id);
    }

    public Set<String> addresses() {
        return Set.copyOf(ids.keySet());
    }

    /** The IDs to import for a resource type. */
    public List<String> ids(String type) {
        return ids.entrySet().stream()
                .filter(each -> each.getKey().contains("." + type + "."))
                .map(each -> each.getValue().iterator().next())
                .toList();
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /** The candidates that are not imported, because an address can have one resource only. */
    public List<Tagged> others() {
        return ids.entrySet().stream()
                .flatMap(each -> each.getValue().stream().skip(1).map(id -> new Tagged(each.getKey(), id)))
                .toList();
    }

    /** Content of a configuration file with import blocks, with the first ID of each address. */
    public String file() {
        ArrayNode blocks = JSON.createArrayNode();
        ids.forEach((address, candidates) -> {
            ObjectNode block = blocks.addObject();
            block.put("to", address).put("id", candidates.iterator().next());
        });
        return JSON.createObjectNode().set("import", blocks).toPrettyString() + "\n";
    }

    /** Drops the IDs that do not exist according to Terraform's errors; false if no error is about one of the IDs. */
    public boolean drop(List<Diagnostic> diagnostics) {
        boolean any = false;
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                any |= drop(diagnostic);
            }
        }
        return any;
    }

    private boolean drop(Diagnostic diagnostic) {
        // Errors quote addresses, which escapes the quotation marks of their keys.
        String text = (diagnostic.summary() + "\n" + diagnostic.detail()).replace("\\\"", "\"");
        if (!NOTHING_THERE.matcher(text).find()) {
            return false;
        }
        for (Map.Entry<String, Set<String>> each : new ArrayList<>(ids.entrySet())) {
            String address = each.getKey();
            String id = each.getValue().iterator().next();
            boolean matches = text.contains("\"" + address + "\"")
                    || text.contains(address + " does not exist")
                    || diagnostic.address().equals(address)
                    || text.contains("(" + id + ")")
                    || namesEachPart(text, id);
            if (matches) {
                drop(address, id);
                return true;
            }
        }
        return false;
    }

    /** Whether the text has all parts of an ID; errors about a route table association name both parts separately. */
    private static boolean namesEachPart(String text, String id) {
        List<String> parts = List.of(BETWEEN.split(id));
        return parts.size() > 1 && parts.stream().allMatch(part -> !part.isEmpty() && text.contains(part));
    }

    /** Drops all IDs that match a condition on address and ID. They cannot be added again. */
    public void dropAll(BiPredicate<String, String> unwanted) {
        new ArrayList<>(ids.entrySet()).forEach(each -> List.copyOf(each.getValue()).stream()
                .filter(id -> unwanted.test(each.getKey(), id))
                .forEach(id -> drop(each.getKey(), id)));
    }

    /** Drops the first ID of an address. It cannot be added again. */
    public void drop(String address) {
        drop(address, ids.get(address).iterator().next());
    }

    private void drop(String address, String id) {
        dropped.add(address + " " + id);
        ids.get(address).remove(id);
        if (ids.get(address).isEmpty()) {
            ids.remove(address);
        }
    }
}
