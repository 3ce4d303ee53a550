package io.github.qisaws.environment.schema;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file read by its declaration: what could be understood, and every mistake found on the way.
 *
 * @param values empty when the file is no mapping at all, so that nothing more can be judged
 */
public record Document(Optional<Values> values, SourceMap sources) {

    /** Reads a file as {@code root} declares it; what is wrong is added to the mistakes. */
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
