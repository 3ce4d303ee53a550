package io.github.qisaws.problem;

import java.util.Objects;
import java.util.regex.Matcher;

/**
 * A failure with its reason and a fix, so that the user can act on it. What was changed before the failure is not part
 * of it; {@link Effects} records that.
 *
 * @param exitCode the exit code of the process
 * @param what the failed condition: one line, lower case, no final period, without the cause
 * @param why the reason with names and values, as full sentences or another program's message, one fact per line; may
 *     be empty
 * @param fix what to do now, as an imperative sentence with a complete command where there is one; may be empty
 */
public record Problem(ExitCode exitCode, String what, String why, String fix) {
    public Problem {
        Objects.requireNonNull(exitCode);
        Objects.requireNonNull(what);
        Objects.requireNonNull(why);
        Objects.requireNonNull(fix);
    }

    /** The same problem; {@code ENV} in the commands of its fix becomes the name of the environment. */
    public Problem inEnvironment(String name) {
        return new Problem(exitCode, what, why, fix.replaceAll("\\bENV\\b", Matcher.quoteReplacement(name)));
    }

    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
