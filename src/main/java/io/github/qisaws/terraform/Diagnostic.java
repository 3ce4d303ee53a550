package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An error or warning from Terraform.
 *
 * @param detail several lines; may be empty
 * @param address the affected resource or provider; may be empty
 */
public record Diagnostic(
        Severity severity,
        String summary,
        String detail,
        String address,
        Optional<Range> range,
        Optional<Snippet> snippet) {

    public Diagnostic {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(address);
        Objects.requireNonNull(range);
        Objects.requireNonNull(snippet);
    }

    public enum Severity {
        ERROR,
        WARNING
    }

    /** A range in the configuration; lines and columns start at 1. */
    public record Range(String file, int line, int column, int endLine, int endColumn) {}

    /**
     * The configuration's text in the range.
     *
     * @param context the block, for example {@code resource.aws_vpc.v}
     * @param highlightStart index of the first marked character of the code, from 0
     * @param values references in the expression, for example {@code var.cidr_block}
     */
    public record Snippet(
            String context, String code, int startLine, int highlightStart, int highlightEnd, List<String> values) {
        public Snippet {
            values = List.copyOf(values);
        }
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    static Diagnostic error(String summary, String detail) {
        return new Diagnostic(Severity.ERROR, summary, detail, "", Optional.empty(), Optional.empty());
    }

    static Diagnostic read(JsonNode json) {
        return new Diagnostic(
                json.path("severity").asText().equals("warning") ? Severity.WARNING : Severity.ERROR,
                json.path("summary").asText(""),
                json.path("detail").asText(""),
                json.path("address").asText(""),
                Optional.of(json.path("range")).filter(JsonNode::isObject).map(Diagnostic::range),
                Optional.of(json.path("snippet")).filter(JsonNode::isObject).map(Diagnostic::snippet));
    }

    private static Range range(JsonNode json) {
        JsonNode start = json.path("start");
        JsonNode end = json.path("end");
        return new Range(
                json.path("filename").asText(""),
                start.path("line").asInt(),
                start.path("column").asInt(),
                end.path("line").asInt(),
                end.path("column").asInt());
    }

    private static Snippet snippet(JsonNode json) {
        return new Snippet(
                json.path("context").asText(""),
                json.path("code").asText(""),
                json.path("start_line").asInt(),
                json.path("highlight_start_offset").asInt(),
                json.path("highlight_end_offset").asInt(),
                StreamSupport.stream(json.path("values").spliterator(), false)
                        .map(value -> value.path("traversal").asText(""))
                        .toList());
    }
}
