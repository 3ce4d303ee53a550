package io.github.qisaws.environment.schema;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML text into a graph of nodes with positions, without expanding or constructing values. */
final class YamlText {
    private YamlText() {}

    /** The root node; empty after a recorded mistake if the text is empty or not valid YAML. */
    static Optional<Node> parse(String text, Mistakes mistakes) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(50)
                .setVersionFunction(version -> version)
                .build();
        StreamReader reader = new StreamReader(settings, text);
        try {
            DepthLimit parser = new DepthLimit(new ParserImpl(settings, reader));
            Optional<Node> root = new PlainComposer(settings, parser).getSingleNode();
            if (root.isEmpty() || Nodes.kind(root.get()) == Nodes.Kind.NOTHING) {
                mistakes.add(Position.START, "", "the file is empty; start with region, account, and architecture");
            }
            return root.filter(node -> Nodes.kind(node) != Nodes.Kind.NOTHING);
        } catch (DepthLimit.TooDeepException e) {
            mistakes.add(
                    e.position(),
                    "",
                    "nested more than " + DepthLimit.DEEPEST + " levels deep; environment files" + " need at most 4");
        } catch (MarkedYamlEngineException e) {
            mistakes.add(SyntaxError.position(e), "", SyntaxError.explain(e));
        } catch (YamlEngineException e) {
            mistakes.add(new Position(reader.getLine() + 1, reader.getColumn() + 1), "", SyntaxError.explain(e));
        }
        return Optional.empty();
    }
}
