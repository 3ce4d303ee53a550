package io.github.qisaws.environment.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Translates YAML parser errors for users who do not know YAML's grammar. */
final class SyntaxError {
    private static final Map<String, String> EXPLANATIONS = explanations();

    private SyntaxError() {}

    static Position position(MarkedYamlEngineException error) {
        return Nodes.position(error.getProblemMark().or(error::getContextMark));
    }

    /** Position of a parser error, also of one without its own position. */
    static String explain(YamlEngineException error) {
        Optional<MarkedYamlEngineException> marked =
                error instanceof MarkedYamlEngineException known ? Optional.of(known) : Optional.empty();
        String problem =
                String.valueOf(marked.map(MarkedYamlEngineException::getProblem).orElseGet(error::getMessage));
        for (Map.Entry<String, String> entry : EXPLANATIONS.entrySet()) {
            if (problem.contains(entry.getKey())) {
                return "not valid YAML: " + entry.getValue()
                        + marked.map(SyntaxError::opened).orElse("");
            }
        }
        return "not valid YAML: " + problem;
    }

    private static String opened(MarkedYamlEngineException error) {
        boolean elsewhere = String.valueOf(error.getContext()).matches("while (parsing a flow|scanning a .*quoted).*");
        return error.getContextMark()
                .filter(mark -> elsewhere)
                .map(mark ->
                        " (it was opened in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")")
                .orElse("");
    }

    private static Map<String, String> explanations() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("'\\t(TAB)'", "a tab is not allowed here; indent with spaces");
        texts.put(
                "mapping values are not allowed here",
                "a colon is not allowed here; put a value that contains \": \" in quotes, or check the line above for"
                        + " a missing colon or wrong indentation");
        texts.put("cannot start any token", "a value cannot begin with this character; put the value in quotes");
        texts.put("could not find expected ':'", "this key has no colon; write \"key: value\"");
        texts.put("found another document", "a second document (---) begins here; use one document per file");
        texts.put(
                "expected <block end>",
                "the indentation matches no line above; align this line with the other keys" + " of its section");
        texts.put("expected ',' or ']'", "a comma or ] is missing in a list that begins with [");
        texts.put("expected ',' or '}'", "a comma or } is missing in a mapping that begins with {");
        texts.put("unexpected end of stream", "a quoted text is not closed; add the closing quote");
        texts.put(
                "unknown escape character",
                "unknown escape sequence in double quotes; use single quotes, or \\\\ for a backslash");
        texts.put(
                "undefined alias",
                "an alias (*name) without an anchor (&name) above it; add the anchor or correct the name");
        texts.put(
                "sequence entries are not allowed",
                "a list item (- value) needs its own line; alternatively, write" + " [a, b]");
        texts.put("Number of aliases", "more than 50 aliases (*name) of lists or mappings; write the values out");
        texts.put("expected the node content", "a value is missing before this bracket");
        return texts;
    }
}
