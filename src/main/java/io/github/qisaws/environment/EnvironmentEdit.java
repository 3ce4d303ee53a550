package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.YamlEdit;
import java.util.stream.Collectors;

/** Changes of an environment file that commands make; everything else in the file stays as it is. */
public final class EnvironmentEdit {
    private EnvironmentEdit() {}

    /** The text of an environment file with another PostgreSQL version. */
    public static String databaseVersion(String text, String version) {
        return YamlEdit.set(
                text, ManagedKeys.DATABASE_SECTION.path(), ManagedKeys.ENGINE_VERSION.name(), "\"" + version + "\"");
    }

    /** The text with other copies, or another copy that serves. */
    public static String copies(String text, Copies copies) {
        Copies.Place place = copies.place();
        String edited = YamlEdit.set(text, place.section(), place.serves(), copies.serving());
        return YamlEdit.set(edited, place.section(), place.copies(), flow(copies));
    }

    /** The copies as they are written in the file. */
    public static String words(Copies copies) {
        Copies.Place place = copies.place();
        return place.section() + ": {" + place.copies() + ": " + flow(copies) + ", " + place.serves() + ": "
                + copies.serving() + "}";
    }

    /** The text with another copy on RDS that may be deleted; {@code ""} for none. */
    public static String unprotected(String text, String copy) {
        return YamlEdit.set(
                text,
                ManagedKeys.DATABASE_SECTION.path(),
                ManagedKeys.UNPROTECTED.name(),
                copy.isEmpty() ? "\"\"" : copy);
    }

    private static String flow(Copies copies) {
        return copies.snapshots().entrySet().stream()
                .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
