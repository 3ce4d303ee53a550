package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Asks before something is changed. */
final class Consent {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Returns only when the person has typed the environment's name, or said {@code --yes}. */
    void require(Console console, String question, String name) {
        if (yes) {
            return;
        }
        if (!Console.isTerminal("in")) {
            throw new Problem(
                            ExitCode.DECLINED,
                            "nobody can be asked",
                            "Standard input is not a terminal, and --yes was not given.",
                            "read the plan, then say --yes.")
                    .asException();
        }
        console.say(question + " Type the environment's name to go on:");
        if (!name.equals(line())) {
            throw new Problem(ExitCode.DECLINED, "declined", "The answer was not " + name + ".", "").asException();
        }
    }

    private static String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
