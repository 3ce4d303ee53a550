package io.github.qisaws.cli;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.Failure;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Inert;
import io.github.qisaws.text.Secrets;
import io.github.qisaws.workspace.ProgressLog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;

/** Prints results to standard output, and progress and errors to standard error. Colors add no information. */
final class Console implements ProgressLog {
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean color;

    Console(PrintWriter out, PrintWriter err, boolean color) {
        this.out = out;
        this.err = err;
        this.color = color;
    }

    /** Prints a result to standard output. */
    void print(String text) {
        out.print(text);
        if (!text.endsWith("\n")) {
            out.println();
        }
        out.flush();
    }

    /** Prints progress to standard error, without secrets and without anything that controls a terminal or a CI system. */
    @Override
    public void say(String line) {
        err.println(Inert.lines(Secrets.mask(line)));
        err.flush();
    }

    boolean color() {
        return color;
    }

    /** Prints a failure and what the command had changed before it. */
    void problem(Problem problem, Effects effects) {
        for (String line : Failure.lines(problem, effects)) {
            err.println(Inert.lines(line)
                    .replaceFirst("^error:", Matcher.quoteReplacement(decorate(RED + BOLD, "error:")))
                    .replaceFirst("^  (why|fix):", "  " + decorate(BOLD, "$1:")));
        }
        err.flush();
    }

    private String decorate(String style, String text) {
        return color ? style + text + RESET : text;
    }

    /** Whether to print colors: only to a terminal, and not if NO_COLOR is set (https://no-color.org). */
    static boolean wantsColor(boolean disabled) {
        String term = System.getenv("TERM");
        boolean dumb = term == null || term.toLowerCase(Locale.ROOT).equals("dumb");
        String noColor = System.getenv("NO_COLOR");
        return !disabled && !dumb && (noColor == null || noColor.isEmpty()) && isTerminal("err");
    }

    /**
     * Whether a stream (in, out, err) is a terminal, as the launcher detected it: before JDK 22, Java cannot check a
     * single stream.
     */
    static boolean isTerminal(String stream) {
        return System.getProperty("qisaws.terminal", "").contains(stream);
    }
}
