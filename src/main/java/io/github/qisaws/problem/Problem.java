package io.github.qisaws.problem;

import java.util.Objects;

/**
 * Something that went wrong, told so that the reader can act on it.
 *
 * @param exitCode what the process ends with
 * @param what one line: what failed; the rest may be empty
 * @param why the reason, with names and figures; may have several lines
 * @param fix what to do now, as a command where there is one
 * @param state whether anything was changed by the time it failed
 */
public record Problem(ExitCode exitCode, String what, String why, String fix, String state) {
    public static final String NOTHING_CHANGED = "Nothing was changed.";

    public Problem {
        Objects.requireNonNull(exitCode);
        Objects.requireNonNull(what);
        Objects.requireNonNull(why);
        Objects.requireNonNull(fix);
        Objects.requireNonNull(state);
    }

    /** A problem found before anything was touched. */
    public static Problem harmless(ExitCode exitCode, String what, String why, String fix) {
        return new Problem(exitCode, what, why, fix, NOTHING_CHANGED);
    }

    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
