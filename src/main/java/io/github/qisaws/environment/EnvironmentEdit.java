package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.YamlEdit;

/** Changes of an environment file that commands make; everything else in the file stays as it is. */
public final class EnvironmentEdit {
    private EnvironmentEdit() {}

    /** The text of an environment file with another PostgreSQL version. */
    public static String databaseVersion(String text, String version) {
        return YamlEdit.set(
                text, ManagedKeys.DATABASE_SECTION.path(), ManagedKeys.ENGINE_VERSION.name(), "\"" + version + "\"");
    }
}
