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
 * The addresses that the resources of the modules ever had, in a file that only grows. Somebody's state may hold each of
 * them: an address that goes without a {@code moved} block would destroy what it stands for.
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
    private static final JsonMapper JSON = new JsonMapper();

    /** Module and address to whether it has instances by key. */
    private final SortedMap<String, Boolean> byKey;

    private Addresses(SortedMap<String, Boolean> byKey) {
        this.byKey = byKey;
    }

    /** Those of generated modules, by path below the modules folder. */
    static Addresses of(SortedMap<String, String> files) {
        SortedMap<String, Boolean> found = new TreeMap<>();
        mains(files)
                .forEach((module, main) -> main.path("resource").properties().forEach(type -> type.getValue()
                        .properties()
                        .forEach(resource -> found.put(
                                module + " " + type.getKey() + "." + resource.getKey(),
                                resource.getValue().has("for_each")))));
        return new Addresses(found);
    }

    /** Those that were noted; none if nothing was. */
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

    /** Those noted and these too: the file's new text. */
    String textWith(Addresses more) {
        SortedMap<String, Boolean> all = new TreeMap<>(byKey);
        all.putAll(more.byKey);
        StringBuilder text = new StringBuilder(HEADER);
        all.forEach((address, each) ->
                text.append(address).append(each ? FOR_EACH : "").append('\n'));
        return text.toString();
    }

    /**
     * What of the noted addresses generated modules have lost, in sentences.
     *
     * @param files the generated modules
     */
    List<String> lostIn(SortedMap<String, String> files) {
        SortedMap<String, Boolean> now = of(files).byKey;
        Map<String, Moves> moves = new TreeMap<>();
        mains(files).forEach((module, main) -> moves.put(module, Moves.of(main)));
        List<String> lost = new ArrayList<>();
        byKey.forEach((address, each) -> {
            String module = address.substring(0, address.indexOf(' '));
            String resource = address.substring(module.length() + 1);
            Moves known = moves.getOrDefault(module, Moves.NONE);
            if (!now.containsKey(address)) {
                if (!known.covers(resource)) {
                    lost.add(module + ": " + resource + " is gone without a moved or removed block"
                            + meant(module, resource, now));
                }
            } else if (!now.get(address).equals(each) && !known.covers(resource)) {
                lost.add(
                        module + ": " + resource + " has other instances than before (for_each) without a moved block");
            }
        });
        moves.forEach((module, known) -> known.targets().stream()
                .filter(target -> !now.containsKey(module + " " + target))
                .forEach(target -> lost.add(module + ": a moved block leads to " + target + ", which is not there")));
        return lost;
    }

    /** New resources of the same type are what it may have become. */
    private String meant(String module, String resource, SortedMap<String, Boolean> now) {
        String type = module + " " + resource.substring(0, resource.indexOf('.') + 1);
        SortedSet<String> candidates = new TreeSet<>();
        now.keySet().stream()
                .filter(address -> address.startsWith(type) && !byKey.containsKey(address))
                .forEach(address -> candidates.add(address.substring(module.length() + 1)));
        return candidates.isEmpty() ? "" : "; is it now " + String.join(" or ", candidates) + "?";
    }

    private static SortedMap<String, JsonNode> mains(SortedMap<String, String> files) {
        SortedMap<String, JsonNode> mains = new TreeMap<>();
        files.forEach((path, content) -> {
            if (path.endsWith(MAIN) && path.indexOf('/') == path.length() - MAIN.length()) {
                try {
                    mains.put(path.substring(0, path.indexOf('/')), JSON.readTree(content));
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return mains;
    }

    /**
     * The moved and removed blocks of a module.
     *
     * @param from the addresses that they take care of, without keys
     * @param targets where moved blocks lead to, without keys
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

        private static String plain(String address) {
            return address.replaceAll("\\[.*", "");
        }

        boolean covers(String resource) {
            return from.contains(resource);
        }
    }
}
