package io.github.qisaws.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.text.Secrets;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads plan JSON one resource at a time, so that a large plan needs little memory. */
public final class PlanReader {
    private static final String MAJOR = "1.";
    private static final ObjectMapper JSON = JsonMapper.builder()
            // Another reader of the plan could take the other value, also in the parts that this one skips.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Two numbers that differ only in their last digits are two values.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final PlanBuilder plan = new PlanBuilder();
    private final Set<String> seen = new HashSet<>();

    private PlanReader() {}

    /** Reads a file whose configuration is not at hand. Error messages never contain its content. */
    public static Plan read(Path file) {
        return read(file, Ignored.NOTHING);
    }

    /**
     * Reads a file. Error messages never contain its content.
     *
     * @param ignored the {@code ignore_changes} attributes of each resource
     */
    public static Plan read(Path file, Ignored ignored) {
        return parts(file).build(ignored);
    }

    /** Reads a stream to its end and leaves it open. */
    public static Plan read(InputStream stream) {
        return parts(stream).build(Ignored.NOTHING);
    }

    static PlanBuilder parts(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return parts(stream);
        } catch (IOException e) {
            throw notAPlan(
                    "The plan " + file + " cannot be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    static PlanBuilder parts(InputStream stream) {
        try {
            return new PlanReader().readAll(JSON.createParser(new BufferedInputStream(stream, 1 << 16)));
        } catch (JsonProcessingException e) {
            // Neither the parser's message nor the exception as cause: both quote the content.
            throw notAPlan("The file is not well-formed JSON" + where(e) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlanBuilder readAll(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAPlan("The file does not start with a JSON object.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            seen.add(field);
            parser.nextToken();
            readField(field, parser);
        }
        if (parser.nextToken() != null) {
            throw notAPlan("The file has content after the JSON object.");
        }
        refuseOtherKinds();
        return plan;
    }

    private void readField(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "format_version" -> plan.formatVersion(supported(parser.getText()));
            case "terraform_version" -> plan.engineVersion(parser.getText());
            case "errored" -> plan.errored(parser.getBooleanValue());
            case "complete" -> plan.complete(parser.getBooleanValue());
            case "applyable" -> plan.applyable(parser.getBooleanValue());
            case "resource_changes" -> eachElement(parser, plan::change);
            case "resource_drift" -> eachElement(parser, plan::drift);
            case "deferred_changes" -> eachElement(parser, plan::deferredChange);
            case "deferred_action_invocations" -> eachElement(parser, plan::deferredAction);
            case "action_invocations" -> eachElement(parser, plan::actionInvocation);
            case "checks" -> eachElement(parser, plan::check);
            case "output_changes" -> eachMember(parser);
            case "prior_state" -> plan.state().read(parser, JSON);
            case "configuration" -> plan.configuration(JSON.readTree(parser));
            default -> parser.skipChildren();
        }
    }

    /** Action for each element of a list. */
    private interface Element {
        void accept(JsonNode node);
    }

    private static void eachElement(JsonParser parser, Element element) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw notAPlan("\"" + parser.currentName() + "\" is not a list.");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.accept(JSON.readTree(parser));
        }
    }

    private void eachMember(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            plan.output(name, JSON.readTree(parser));
        }
    }

    private void refuseOtherKinds() {
        if (!seen.contains("format_version")) {
            throw notAPlan("The JSON has no format_version.");
        }
        if (!seen.contains("planned_values") && !seen.contains("resource_changes")) {
            throw notAPlan("The JSON has neither planned_values nor resource_changes. It may be a state.");
        }
    }

    private static String supported(String version) {
        if (version.startsWith(MAJOR)) {
            return version;
        }
        throw new Problem(
                        ExitCode.BLOCKED,
                        "unsupported plan format",
                        "The plan has format_version " + Secrets.mask(version)
                                + ". This version of qis-aws can read 1.x only, and so cannot review the plan.",
                        version.startsWith("0.")
                                ? "Create the plan with Terraform 1.1 or later, or with OpenTofu."
                                : "Use a newer version of qis-aws.")
                .asException();
    }

    static ProblemException notAPlan(String why) {
        return new Problem(
                        ExitCode.USAGE,
                        "not a plan of Terraform or OpenTofu",
                        why,
                        "Create the JSON with: terraform show -json PLANFILE > plan.json")
                .asException();
    }

    private static String where(JsonProcessingException problem) {
        return problem.getLocation() == null
                ? ""
                : " at line " + problem.getLocation().getLineNr() + ", column "
                        + problem.getLocation().getColumnNr();
    }
}
