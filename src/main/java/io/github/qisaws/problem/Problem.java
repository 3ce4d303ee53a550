package io.github.qisaws.problem;

import java.util.Objects;

/**
 * A failure, reported so that the reader can act on it. What was changed by then is not part of it: {@link Effects} has
 * that.
 *
 * @param exitCode the exit code of the process
 * @param what one line: what failed; the rest may be empty
 * @param why the reason, with names and figures; may have several lines
 * @param fix what to do now, as a command where there is one
 */
public record Problem(ExitCode exitCode, String what, String why, String fix) {
    public Problem {
        Objects.requireNonNull(exitCode);
        Objects.requireNonNull(what);
        Objects.requireNonNull(why);
        Objects.requireNonNull(fix);
    }

    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
