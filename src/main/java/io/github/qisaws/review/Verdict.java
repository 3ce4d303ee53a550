package io.github.qisaws.review;

import io.github.qisaws.problem.ExitCode;

/** Result of a review, the most severe first. */
public enum Verdict {
    BLOCKED("BLOCKED", ExitCode.BLOCKED),
    LOOK("LOOK", ExitCode.OK),
    GOOD("GOOD", ExitCode.OK),
    UNCHANGED("UNCHANGED", ExitCode.OK);

    private final String word;
    private final ExitCode exitCode;

    Verdict(String word, ExitCode exitCode) {
        this.word = word;
        this.exitCode = exitCode;
    }

    public String word() {
        return word;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
