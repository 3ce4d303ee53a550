package io.github.qisaws.environment.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the mappings of a file according to their declarations. */
final class SectionReader {
    private final Section root;
    private final Values values;
    /** Keys that a misspelled key probably meant; they are not also reported as missing. */
    private final Set<String> misspelt = new HashSet<>();

    SectionReader(Section root, Values values) {
        this.root = root;
        this.values = values;
    }

    /** Whether the root is a mapping, so that further checks are possible. */
    boolean read(Node node, Place place) {
        return readSection(root, node, place);
    }

    private boolean readSection(Section section, Node node, Place place) {
        if (!(node instanceof MappingNode given) || Nodes.kind(node) == Nodes.Kind.TAGGED) {
            String wrong = section.path().isEmpty() ? "the file contains " + Nodes.show(node) : Scalars.misfit(node);
            place.refuse(node, Message.of(wrong, "allowed: the keys " + String.join(", ", section.names())));
            return false;
        }
        Mapping mapping = Mapping.of(given, place);
        mapping.entries().forEach((name, entry) -> readMember(section, name, entry, place));
        for (Member member : section.members()) {
            boolean absent = !values.isGiven(member) && !misspelt.contains(member.path());
            if (absent && member instanceof Key<?> key && key.whenAbsent().required()) {
                place.child(key.name())
                        .refuse(
                                node,
                                Message.of(
                                        "is missing", "allowed: " + key.type().allowed()));
            }
        }
        return true;
    }

    private void readMember(Section section, String name, Mapping.Entry entry, Place place) {
        Optional<Member> member = section.member(name);
        if (member.isEmpty()) {
            boolean extension = section.path().isEmpty() && name.startsWith(Section.EXTENSION);
            if (!extension) {
                place.child(Message.printable(name)).refuse(entry.key(), unknown(section, name, place));
            }
            return;
        }
        Place here = place.child(name);
        values.give(member.get());
        if (member.get() instanceof Section inner) {
            // A section's own place is its key: its value begins a line further down.
            here.locate(entry.key());
            readSection(inner, entry.value(), here);
        } else if (member.get() instanceof Key<?> key) {
            here.locate(entry.value());
            readKey(key, entry.value(), here);
        }
    }

    private <T> void readKey(Key<T> key, Node node, Place place) {
        key.type().read(node, place).ifPresent(value -> values.put(key, value));
    }

    private String unknown(Section section, String name, Place place) {
        if (place.isFull()) {
            return "";
        }
        String allowed = "allowed: " + String.join(", ", section.names());
        Optional<String> meant = Suggestion.nearly(name, section.names())
                .or(() -> elsewhere(section, name))
                .or(() -> Suggestion.nearest(name, section.names()))
                .or(() -> Suggestion.nearest(name, paths(root)));
        meant.ifPresent(word -> misspelt.add(place.child(word).path()));
        return Message.of("unknown key", allowed, meant);
    }

    /** The path of a key with the same name in another section. */
    private Optional<String> elsewhere(Section section, String name) {
        return paths(root).stream()
                .filter(path -> path.endsWith("." + name) && !section.names().contains(name))
                .findFirst();
    }

    private static List<String> paths(Section section) {
        List<String> paths = new ArrayList<>();
        for (Member member : section.members()) {
            if (!member.path().isEmpty()) {
                paths.add(member.path());
            }
            if (member instanceof Section inner) {
                paths.addAll(paths(inner));
            }
        }
        return paths;
    }
}
