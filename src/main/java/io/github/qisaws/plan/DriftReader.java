package io.github.qisaws.plan;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads a refresh-only plan, and keeps the changes made outside Terraform, also those that an earlier refresh has
 * already written to the state.
 */
public final class DriftReader {
    private DriftReader() {}

    /**
     * Returns a plan that contains only drift.
     *
     * @param ignored the {@code ignore_changes} attributes of each resource
     */
    public static Plan read(Path json, Ignored ignored) {
        return PlanReader.parts(json).drift(ignored);
    }

    static Plan read(InputStream stream, Ignored ignored) {
        return PlanReader.parts(stream).drift(ignored);
    }
}
