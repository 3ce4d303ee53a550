package io.github.qisaws.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All resource addresses that the modules ever had, in a file that only grows. A user's state can contain any of them;
 * removing one without a {@code moved} block would destroy the resource.
 */
final class Addresses {
    /** The file's name in the modules folder. */
    static final String FILE = "ADDRESSES";

    private static final String HEADER = """
            # Every address that a resource of a module ever had; qis-aws modules generate adds new ones.
            # No line is ever removed: one whose resource is gone needs a moved or removed block in its module.
            """;
    private static final String FOR_EACH = " for_each";
    private static final String MAIN = "/main.tf.json";
    private static final String MOVED = "/moved.tf.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** Module and address to whether it has instances by key. */
    private final SortedMap<String, Boolean> byKey;

    private Addresses(SortedMap<String, Boolean> byKey) {
        this.byKey = byKey;
    }

    /** The addresses in generated modules, which are given by path below the modules folder. */
    static Addresses of(SortedMap<String, String> files) {
        SortedMap<String, Boolean> found = new TreeMap<>();
        contents(files, MAIN)
                .forEach((module, main) -> main.path("resource").properties().forEach(type -> type.getValue()
                        .properties()
                        .forEach(resource -> found.put(
                                module + " " + type.getKey() + "." + resource.getKey(),
                                resource.getValue().has("for_each")))));
        return new Addresses(found);
    }

    /** The recorded addresses; empty without a file. */
    static Addresses noted(Path folder) {
        Path file = folder.resolve(FILE);
        SortedMap<String, Boolean> noted = new TreeMap<>();
        if (Files.isRegularFile(file)) {
            try {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .forEach(line -> noted.put(line.replace(FOR_EACH, ""), line.endsWith(FOR_EACH)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Addresses(noted);
    }

    /** New text of the file: the recorded addresses and these. */
    String textWith(Addresses more) {
        SortedMap<String, Boolean> all = new TreeMap<>(byKey);
        all.putAll(more.byKey);
        StringBuilder text = new StringBuilder(HEADER);
        all.forEach((address, each) ->
                text.append(address).append(each ? FOR_EACH : "").append('\n'));
        return text.toString();
    }

    /**
     * Recorded addresses that generated modules no longer have, one sentence each.
     *
     * @param files the generated modules
     */
    List<String> lostIn(SortedMap<String, String> files) {
        SortedMap<String, Boolean> now = of(files).byKey;
        Map<String, Moves> moves = new TreeMap<>();
        for (String file : List.of(MAIN, MOVED)) {
            contents(files, file).forEach((module, content) -> moves.merge(module, Moves.of(content), Moves::and));
        }
        List<String> lost = new ArrayList<>();
        byKey.forEach((address, each) -> {
            String module = address.substring(0, address.indexOf(' '));
            String resource = address.substring(module.length() + 1);
            Moves known = moves.getOrDefault(module, Moves.NONE);
            if (!now.containsKey(address)) {
                if (!known.covers(resource)) {
                    lost.add(module + ": " + resource + " was removed without a moved or removed block"
                            + meant(module, resource, now));
                }
            } else if (!now.get(address).equals(each) && !known.covers(resource)) {
                lost.add(module + ": " + resource + " has different instances than before (count or for_each) without"
                        + " a moved block");
            }
        });
        moves.forEach((module, known) -> known.targets().stream()
                .filter(target -> !now.containsKey(module + " " + target))
                .forEach(
                        target -> lost.add(module + ": a moved block points to " + target + ", which does not exist")));
        return lost;
    }

    /** Suggests new resources of the same type, to which the resource may have been renamed. */
    private String meant(String module, String resource, SortedMap<String, Boolean> now) {
        String type = module + " " + resource.substring(0, resource.indexOf('.') + 1);
        SortedSet<String> candidates = new TreeSet<>();
        now.keySet().stream()
                .filter(address -> address.startsWith(type) && !byKey.containsKey(address))
                .forEach(address -> candidates.add(address.substring(module.length() + 1)));
        return candidates.isEmpty() ? "" : "; was it renamed to " + String.join(" or ", candidates) + "?";
    }

    /** The content of a file of each module. */
    private static SortedMap<String, JsonNode> contents(SortedMap<String, String> files, String name) {
        SortedMap<String, JsonNode> contents = new TreeMap<>();
        files.forEach((path, content) -> {
            if (path.endsWith(name) && path.indexOf('/') == path.length() - name.length()) {
                try {
                    contents.put(path.substring(0, path.indexOf('/')), JSON.readTree(content));
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return contents;
    }

    /**
     * The moved and removed blocks of a module.
     *
     * @param from the addresses that the blocks handle, without instance keys
     * @param targets the targets of moved blocks, without instance keys
     */
    private record Moves(SortedSet<String> from, SortedSet<String> targets) {
        static final Moves NONE = new Moves(new TreeSet<>(), new TreeSet<>());

        static Moves of(JsonNode main) {
            Moves moves = new Moves(new TreeSet<>(), new TreeSet<>());
            for (String kind : List.of("moved", "removed")) {
                JsonNode blocks = main.path(kind);
                for (JsonNode block :
                        blocks.isArray() ? blocks : JSON.createArrayNode().add(blocks)) {
                    moves.from.add(plain(block.path("from").asText()));
                    if (block.has("to")) {
                        moves.targets.add(plain(block.path("to").asText()));
                    }
                }
            }
            return moves;
        }

        Moves and(Moves other) {
            from.addAll(other.from);
            targets.addAll(other.targets);
            return this;
        }

        private static String plain(String address) {
            return address.replaceAll("\\[.*", "");
        }

        boolean covers(String resource) {
            return from.contains(resource);
        }
    }
}
