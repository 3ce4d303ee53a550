package io.github.qisaws.cli;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.Failure;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;

/** Data goes to standard output, talk to standard error; colours only decorate. */
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

    /** Prints data. */
    void print(String text) {
        out.print(text);
        if (!text.endsWith("\n")) {
            out.println();
        }
        out.flush();
    }

    /** Prints talk, one line. */
    @Override
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    boolean color() {
        return color;
    }

    /** Prints a failure, and what was changed by then. */
    void problem(Problem problem, Effects effects) {
        for (String line : Failure.lines(problem, effects)) {
            say(line.replaceFirst("^error:", Matcher.quoteReplacement(decorate(RED + BOLD, "error:")))
                    .replaceFirst("^  (why|fix):", "  " + decorate(BOLD, "$1:")));
        }
    }

    private String decorate(String style, String text) {
        return color ? style + text + RESET : text;
    }

    /** Colours are for terminals, and only when nobody said otherwise (https://no-color.org). */
    static boolean wantsColor(boolean refused) {
        String term = System.getenv("TERM");
        boolean dumb = term == null || term.toLowerCase(Locale.ROOT).equals("dumb");
        String noColor = System.getenv("NO_COLOR");
        return !refused && !dumb && (noColor == null || noColor.isEmpty()) && isTerminal("err");
    }

    /**
     * Whether a stream (in, out, err) is a terminal, as the launcher found it: before JDK 22 Java cannot tell one
     * stream from another.
     */
    static boolean isTerminal(String stream) {
        return System.getProperty("qisaws.terminal", "").contains(stream);
    }
}
