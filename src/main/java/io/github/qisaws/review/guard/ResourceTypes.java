package io.github.qisaws.review.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** AWS resource types in a person's words, and which of them always hold data. */
public final class ResourceTypes {
    private static final String TABLE = "/io/github/qisaws/review/resource-types.tsv";
    private static final Map<String, Type> TYPES = read();

    private ResourceTypes() {}

    private record Type(String words, Optional<String> loss) {}

    /** The type in words; a type that the table lacks is made readable from its name. */
    public static String words(String type) {
        Type known = TYPES.get(type);
        return known == null ? type.replaceFirst("^aws_", "").replace('_', ' ') : known.words();
    }

    /** What is lost with a resource of this type, wherever it stands; empty when it holds nothing. */
    public static Optional<String> loss(String type) {
        return Optional.ofNullable(TYPES.get(type)).flatMap(Type::loss);
    }

    private static Map<String, Type> read() {
        try (InputStream stream = ResourceTypes.class.getResourceAsStream(TABLE)) {
            Map<String, Type> types = new HashMap<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> types.put(cells[0], type(cells)));
            return Map.copyOf(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Type type(String[] cells) {
        return new Type(cells[1], cells.length > 2 ? Optional.of(cells[2]) : Optional.empty());
    }
}
