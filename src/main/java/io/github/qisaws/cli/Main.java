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

/** Entry point of the process; the only place that prints failures and sets the exit code. */
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
                ? "Run " + command + " --help."
                : "Did you mean " + String.join(" or ", suggestions) + "? Run " + command + " --help.";
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
                "internal error",
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                "Rerun with --debug and report the output. An operation in progress may be incomplete. Run qis-aws plan"
                        + " for the environment to check.");
    }
}
