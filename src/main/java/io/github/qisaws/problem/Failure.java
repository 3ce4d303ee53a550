package io.github.qisaws.problem;

import io.github.qisaws.text.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Formats a failure for output. */
public final class Failure {
    private Failure() {}

    /** The lines to print, without secrets: what, why, and fix, each only if it has content, and last what was changed. */
    public static List<String> lines(Problem problem, Effects effects) {
        List<String> lines = new ArrayList<>(List.of("error: " + Secrets.mask(problem.what())));
        add(lines, "why", problem.why());
        add(lines, "fix", problem.fix());
        lines.add(effects.sentence());
        return lines;
    }

    private static void add(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add("  " + label + ": " + Secrets.mask(text).replace("\n", "\n       "));
        }
    }
}
