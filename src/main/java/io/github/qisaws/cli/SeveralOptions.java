package io.github.qisaws.cli;

import io.github.qisaws.pipeline.MemoryBudget;
import io.github.qisaws.pipeline.ParallelRuns;
import io.github.qisaws.pipeline.ParallelRuns.Ended;
import io.github.qisaws.pipeline.ParallelRuns.Work;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.Worst;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Selects one environment, or all of them in parallel. */
final class SeveralOptions {
    @Parameters(paramLabel = "ENV", arity = "0..1", description = "Name of the environment.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--all", description = "All environments in parallel. Continues after a failure.")
    private boolean all;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Number of environments at a time with --all (default: as many as CPUs and free memory, about"
                    + " 1.1 GB each, allow).")
    private Optional<Integer> parallel = Optional.empty();

    boolean all() {
        if (all == name.isPresent()) {
            throw new Problem(
                            ExitCode.USAGE,
                            all ? "an environment and --all exclude each other" : "no environment named",
                            "",
                            "Name one environment, or pass --all.")
                    .asException();
        }
        if (parallel.filter(number -> number < 1).isPresent()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--parallel must be at least 1",
                            "",
                            "Use a number of 1 or more, or omit --parallel.")
                    .asException();
        }
        return all;
    }

    String name() {
        return name.orElseThrow();
    }

    /** Tools that limit the memory of each environment's Terraform to its share. */
    Tools tools(QisAws root, EngineOptions engine) {
        return MemoryBudget.now().share(engine.tools(root), number());
    }

    <T> List<Ended<T>> run(QisAws root, Work<T> work) {
        List<String> names = root.project().environments();
        int number = Math.min(number(), Math.max(1, names.size()));
        root.console().say(names.size() + " environments, " + number + " at a time");
        return new ParallelRuns(number, root.console(), () -> root.interrupts().count() > 0).run(names, work);
    }

    private int number() {
        return parallel.orElseGet(() -> MemoryBudget.now().parallel());
    }

    /** Prints one table of all results, and returns the worst exit code. */
    static <T> int finish(
            Console console, List<Ended<T>> ended, Function<T, String> sentence, Function<T, ExitCode> code) {
        int width = ended.stream()
                .mapToInt(each -> each.environment().length())
                .max()
                .orElse(0);
        console.say("");
        console.say(
                String.format("%-" + Math.max(11, width) + "s  %4s  %6s  %s", "environment", "exit", "time", "result"));
        for (Ended<T> each : ended) {
            console.say(String.format(
                    "%-" + Math.max(11, width) + "s  %4d  %4d s  %s",
                    each.environment(),
                    code(each, code).number(),
                    each.took().toSeconds(),
                    each.result()
                            .map(sentence)
                            .orElseGet(() -> each.problem().map(Problem::what).orElse(""))));
        }
        return Worst.of(ended.stream().map(each -> code(each, code)).toList()).number();
    }

    private static <T> ExitCode code(Ended<T> ended, Function<T, ExitCode> code) {
        return ended.result()
                .map(code)
                .orElseGet(() -> ended.problem().orElseThrow().exitCode());
    }
}
