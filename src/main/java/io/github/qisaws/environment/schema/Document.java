package io.github.qisaws.environment.schema;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file read according to its declaration: its valid values, and every mistake.
 *
 * @param values empty if the file is not a mapping, so that no further check is possible
 */
public record Document(Optional<Values> values, SourceMap sources) {

    /** Reads a file as {@code root} declares it, and collects its mistakes. */
    public static Document read(Path file, Section root, Mistakes mistakes) {
        return parse(file.toString(), SourceText.read(file, mistakes), root, mistakes);
    }

    static Document parse(String name, Optional<String> text, Section root, Mistakes mistakes) {
        Place place = Place.root(mistakes);
        Optional<Node> node = text.flatMap(content -> YamlText.parse(content, mistakes));
        Optional<Values> values = node.flatMap(content -> {
            Values read = new Values();
            return new SectionReader(root, read).read(content, place) ? Optional.of(read) : Optional.empty();
        });
        return new Document(values, new SourceMap(name, place.positions()));
    }
}
