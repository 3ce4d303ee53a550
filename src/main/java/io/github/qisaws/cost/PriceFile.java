package io.github.qisaws.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.cost.Price.Per;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes the price file: JSON with a date, a source, and one line for each item of a region. */
public final class PriceFile {
    /** Path in a checkout, relative to the project folder. */
    public static final Path IN_PROJECT = Path.of("src/main/resources/io/github/qisaws/cost/prices.json");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PriceFile() {}

    /** The prices included in qis-aws. */
    public static Prices builtIn() {
        try (InputStream stream =
                Objects.requireNonNull(PriceFile.class.getResourceAsStream("prices.json"), "prices.json")) {
            return parse("the included prices.json", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file; errors name the line or the item. */
    public static Prices read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw wrong(file.toString(), "Cannot read the file: " + e.getMessage())
                    .causedBy(e);
        }
    }

    static Prices parse(String name, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw wrong(
                            name,
                            "The file is not well-formed JSON at line "
                                    + (e.getLocation() == null
                                            ? "?"
                                            : e.getLocation().getLineNr()) + ".")
                    .causedBy(e);
        }
        if (!"USD".equals(root.path("currency").asText())) {
            throw refused(name, "currency must be USD.");
        }
        SortedMap<String, SortedMap<String, Price>> regions = new TreeMap<>();
        for (var region : object(name, root, "regions").properties()) {
            SortedMap<String, Price> items = new TreeMap<>();
            for (var item : object(name, root.path("regions"), region.getKey()).properties()) {
                items.put(item.getKey(), price(name, region.getKey() + " " + item.getKey(), item.getValue()));
            }
            regions.put(region.getKey(), items);
        }
        return new Prices(
                date(name, root.path("date").asText()), root.path("source").asText(), regions);
    }

    private static JsonNode object(String name, JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        if (!node.isObject()) {
            throw refused(name, field + " must be an object.");
        }
        return node;
    }

    private static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "The date must be a day such as 2026-01-31, but is \"" + text + "\".")
                    .causedBy(e);
        }
    }

    private static Price price(String name, String item, JsonNode node) {
        String per = node.path("per").asText();
        if (!per.equals("hour") && !per.equals("month")) {
            throw refused(name, item + ": per must be hour or month.");
        }
        Optional<BigDecimal> reserved = node.has("reserved")
                ? Optional.of(amount(name, item + " reserved", node.path("reserved")))
                : Optional.empty();
        return new Price(
                Per.valueOf(per.toUpperCase(Locale.ROOT)),
                amount(name, item + " on-demand", node.path("on-demand")),
                reserved);
    }

    /** A price above zero. Zero is rejected, because it would stand for a missing price. */
    private static BigDecimal amount(String name, String item, JsonNode node) {
        if (!node.isNumber() || node.decimalValue().signum() <= 0) {
            throw refused(name, item + " must be a number above 0.");
        }
        return node.decimalValue();
    }

    /** Returns the text that {@link #read} reads; equal prices give equal bytes. */
    public static String write(Prices prices) {
        ObjectNode root = JSON.createObjectNode();
        root.put("currency", "USD");
        root.put("date", prices.date().toString());
        root.put("source", prices.source());
        ObjectNode regions = root.putObject("regions");
        prices.regions().forEach((region, items) -> {
            ObjectNode into = regions.putObject(region);
            items.forEach((item, price) -> {
                ObjectNode line = into.putObject(item);
                line.put("per", price.per().name().toLowerCase(Locale.ROOT));
                line.put("on-demand", plain(price.onDemand()));
                price.reserved().ifPresent(reserved -> line.put("reserved", plain(reserved)));
            });
        });
        return lines(root);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Writes one line for each item, so that a diff shows each changed price. */
    private static String lines(ObjectNode root) {
        StringBuilder text = new StringBuilder("{\n");
        for (String field : new String[] {"currency", "date", "source"}) {
            text.append("  \"")
                    .append(field)
                    .append("\": ")
                    .append(root.get(field))
                    .append(",\n");
        }
        text.append("  \"regions\": {");
        String nextRegion = "\n";
        for (var region : root.get("regions").properties()) {
            text.append(nextRegion).append("    \"").append(region.getKey()).append("\": {");
            String nextItem = "\n";
            for (var item : region.getValue().properties()) {
                text.append(nextItem)
                        .append("      \"")
                        .append(item.getKey())
                        .append("\": ")
                        .append(item.getValue());
                nextItem = ",\n";
            }
            text.append("\n    }");
            nextRegion = ",\n";
        }
        return text.append("\n  }\n}\n").toString();
    }

    private static ProblemException refused(String name, String why) {
        return wrong(name, why).asException();
    }

    private static Problem wrong(String name, String why) {
        return new Problem(
                ExitCode.USAGE, name + " is not a price file", why, "Create a price file with qis-aws cost --refresh.");
    }
}
