package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Decides whether the user consents.
 *
 * @param given whether the user consented on the command line, so that no question is asked
 * @param terminal whether the answers come from a terminal; a question is asked only there
 * @param answers where an answer is read, one line
 * @param log gets the question
 */
record Confirmation(boolean given, boolean terminal, BufferedReader answers, ProgressLog log) {

    /**
     * Throws unless the user consents. The only answer that consents is the name, in its own upper and lower case; blanks
     * around it do not count.
     *
     * @param name the name of the environment
     */
    void require(String question, String name) {
        if (given) {
            return;
        }
        if (!terminal) {
            throw new Problem(
                            ExitCode.DECLINED,
                            "confirmation required, but stdin is not a terminal",
                            "--yes was not given.",
                            "Review what will change, then rerun with --yes.")
                    .asException();
        }
        log.say(question + " Type the environment name to continue:");
        if (!name.equals(answer())) {
            throw new Problem(
                            ExitCode.DECLINED, "canceled", "The answer was not the environment name, " + name + ".", "")
                    .asException();
        }
    }

    /** The answer; empty at the end of the input. */
    private String answer() {
        try {
            String line = answers.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
