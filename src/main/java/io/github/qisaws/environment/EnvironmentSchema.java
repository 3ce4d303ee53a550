package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.JsonSchema;
import io.github.qisaws.environment.schema.Reference;

/** What editors and people need to know about environment files, made from the declaration that reads them. */
public final class EnvironmentSchema {
    private EnvironmentSchema() {}

    /** JSON Schema, draft 2020-12. */
    public static String json() {
        return JsonSchema.write("qis-aws environment", Keys.ROOT);
    }

    /** A Markdown table of all keys. */
    public static String reference() {
        return Reference.markdown(Keys.ROOT);
    }
}
