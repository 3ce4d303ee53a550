package io.github.qisaws.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Asks the user to confirm a change. */
final class Consent {
    @Option(names = "--yes", description = "Skip the confirmation.")
    private boolean yes;

    /** Returns only if the user types the name of the environment, or gave {@code --yes}. */
    void require(Console console, String question, String name) {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new Confirmation(yes, Console.isTerminal("in"), answers, console).require(question, name);
    }
}
