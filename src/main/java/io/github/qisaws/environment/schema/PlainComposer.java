package io.github.qisaws.environment.schema;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/** Keeps merge keys unresolved: {@link Mapping} resolves them without copying and with better messages. */
final class PlainComposer extends Composer {
    PlainComposer(LoadSettings settings, Parser parser) {
        super(settings, parser);
    }

    @Override
    protected Node composeKeyNode(MappingNode node) {
        Node key = super.composeKeyNode(node);
        if (key.getTag().equals(Tag.MERGE)) {
            key.setTag(Tag.STR);
        }
        return key;
    }
}
