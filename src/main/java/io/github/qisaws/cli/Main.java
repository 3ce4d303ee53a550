package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The process's entry, and the one place where failures become words and an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), args));
    }

    /** Runs one command line; never throws. */
    static int run(PrintWriter out, PrintWriter err, Map<String, String> variables, String... args) {
        QisAws root = new QisAws();
        CommandLine commandLine = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setDefaultValueProvider(new EnvironmentDefaults(variables))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Console.wantsColor(false) ? Ansi.ON : Ansi.OFF));
        commandLine.setParameterExceptionHandler((e, arguments) -> usage(root, e));
        commandLine.setExecutionExceptionHandler((e, failed, parsed) -> failure(root, e));
        return commandLine.execute(args);
    }

    private static int usage(QisAws root, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String fix = suggestions.isEmpty()
                ? "see " + command + " --help."
                : "did you mean " + String.join(" or ", suggestions) + "?";
        return failure(root, new Problem(ExitCode.USAGE, e.getMessage(), "", fix).asException());
    }

    private static int failure(QisAws root, Exception e) {
        Console console = root.console();
        if (root.debug()) {
            e.printStackTrace(root.err());
        }
        Problem problem = e instanceof ProblemException known ? known.problem() : bug(e);
        console.problem(problem, root.effects());
        return problem.exitCode().number();
    }

    private static Problem bug(Exception e) {
        return new Problem(
                ExitCode.BUG,
                "qis-aws met something that it was not made for",
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                "run it again with --debug and report what it prints. What was under way may be half done; the next plan"
                        + " shows it.");
    }
}
