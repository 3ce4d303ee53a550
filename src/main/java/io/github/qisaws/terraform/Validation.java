package io.github.qisaws.terraform;

import java.util.List;

/** What {@code validate} says about the configuration. */
public record Validation(boolean valid, List<Diagnostic> diagnostics) {
    public Validation {
        diagnostics = List.copyOf(diagnostics);
    }
}
