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

/** What is to be adopted, with every id that comes into question; ids that turn out not to exist are dropped. */
public final class Imports {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What engines and the provider say of an id behind which there is nothing, or of an address without a block. */
    private static final Pattern NOTHING_THERE = Pattern.compile(
            "(?i)non-existent|not found|no association found|couldn't find|does not exist|NoSuch|unexpected format"
                    + "|empty result");

    /** What stands between the parts of an import id. */
    private static final Pattern BETWEEN = Pattern.compile("[/|,]");

    private final Map<String, Set<String>> ids = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();

    /** Adds an id for an address; false if it is known already, or known not to exist. */
    public boolean add(String address, String id) {
        return !dropped.contains(address + " " + id)
                && ids.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(id);
    }

    public Set<String> addresses() {
        return Set.copyOf(ids.keySet());
    }

    /** The ids that are taken up for a type. */
    public List<String> ids(String type) {
        return ids.entrySet().stream()
                .filter(each -> each.getKey().contains("." + type + "."))
                .map(each -> each.getValue().iterator().next())
                .toList();
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Where several answer to one address: what is not adopted. */
    public List<Tagged> others() {
        return ids.entrySet().stream()
                .flatMap(each -> each.getValue().stream().skip(1).map(id -> new Tagged(each.getKey(), id)))
                .toList();
    }

    /** The import blocks as a configuration file, with the first id of each address. */
    public String file() {
        ArrayNode blocks = JSON.createArrayNode();
        ids.forEach((address, candidates) -> {
            ObjectNode block = blocks.addObject();
            block.put("to", address).put("id", candidates.iterator().next());
        });
        return JSON.createObjectNode().set("import", blocks).toPrettyString() + "\n";
    }

    /** Drops what an engine's errors say not to exist; false if they say something else. */
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
        // An address is told in quotes, and those of its key are escaped then.
        String text = (diagnostic.summary() + "\n" + diagnostic.detail()).replace("\\\"", "\"");
        if (!NOTHING_THERE.matcher(text).find()) {
            return false;
        }
        for (Map.Entry<String, Set<String>> each : new ArrayList<>(ids.entrySet())) {
            String address = each.getKey();
            String id = each.getValue().iterator().next();
            boolean named = text.contains("\"" + address + "\"")
                    || text.contains(address + " does not exist")
                    || diagnostic.address().equals(address)
                    || text.contains("(" + id + ")")
                    || namesEachPart(text, id);
            if (named) {
                drop(address, id);
                return true;
            }
        }
        return false;
    }

    /** The association of a route table is told by the ids of the two, and not by its own. */
    private static boolean namesEachPart(String text, String id) {
        List<String> parts = List.of(BETWEEN.split(id));
        return parts.size() > 1 && parts.stream().allMatch(part -> !part.isEmpty() && text.contains(part));
    }

    /** Takes out for good whatever answers to it, by address and id. */
    public void dropAll(BiPredicate<String, String> unwanted) {
        new ArrayList<>(ids.entrySet()).forEach(each -> List.copyOf(each.getValue()).stream()
                .filter(id -> unwanted.test(each.getKey(), id))
                .forEach(id -> drop(each.getKey(), id)));
    }

    /** Takes an id out for good. */
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
