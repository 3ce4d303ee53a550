package io.github.qisaws.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares rows of the catalogue with the schema of their provider. Each difference is one line. */
record SchemaCheck(ProviderSchema schema) {
    private static final Pattern PLACES = Pattern.compile("\\{([a-z0-9_|]+)}");

    /** The types and attributes that rows name and that the schema lacks. */
    List<String> missing(Collection<ResourceType> rows) {
        List<String> missing = new ArrayList<>();
        for (ResourceType row : rows) {
            if (!schema.has(row.name())) {
                missing.add(row.name() + " is not a resource type");
            } else {
                Set<String> known = schema.paths(row.name()).keySet();
                attributes(row)
                        .filter(path -> !isIn(known, path))
                        .forEach(path -> missing.add(row.name() + " has no attribute " + path));
            }
        }
        return missing.stream().sorted().toList();
    }

    /** The attributes that have a watched name, that a configuration may set, and that the row of their type does not list. */
    List<String> unlisted(Catalogue catalogue, Collection<ResourceType> rows) {
        return rows.stream()
                .flatMap(row -> schema.paths(row.name()).entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .filter(path -> catalogue.names().containsKey(lastName(path)))
                        .filter(path -> row.meaning(path).isEmpty())
                        .map(path -> row.name() + " does not list " + path))
                .sorted()
                .toList();
    }

    /** The watched names that no type has. */
    List<String> unknown(Set<String> names) {
        List<String> unknown = new ArrayList<>(names);
        schema.types().forEach(type -> schema.paths(type).keySet().forEach(path -> unknown.remove(lastName(path))));
        return unknown;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Every attribute that the row names: those of the guard, of the cost, and of the import. */
    private static Stream<String> attributes(ResourceType row) {
        Stream<String> cost = row.cost().stream().flatMap(rule -> rule.attributes().values().stream());
        Stream<String> imported = row.imported().stream()
                .flatMap(rule -> Stream.concat(
                        rule.lookup().stream(), rule.forms().values().stream().flatMap(SchemaCheck::places)));
        return Stream.of(row.watched().keySet().stream(), cost, imported)
                .flatMap(paths -> paths)
                .map(Catalogue::withoutPositions);
    }

    private static Stream<String> places(String form) {
        return PLACES.matcher(form)
                .results()
                .flatMap(place -> Stream.of(place.group(1).split("\\|", -1)));
    }

    private static boolean isIn(Set<String> known, String path) {
        if (path.endsWith(".*")) {
            return known.contains(path.substring(0, path.length() - 2));
        }
        return path.startsWith("*.")
                ? known.stream().anyMatch(each -> each.endsWith(path.substring(1)))
                : known.contains(path);
    }
}
