package io.github.qisaws.terraform;

import java.util.List;

/** The result of {@code validate}. */
public record Validation(boolean valid, List<Diagnostic> diagnostics) {
    public Validation {
        diagnostics = List.copyOf(diagnostics);
    }
}
