package io.github.qisaws.workspace;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.InputKeys;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.schema.SourceMap;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Maps Terraform's errors in the generated JSON to the lines of the environment file that cause them. */
public record ErrorLocator(ConfiguredEnvironment configured) {
    private static final Pattern CALL = Pattern.compile("module\\.([A-Za-z0-9_-]+)");
    private static final Pattern MODULE = Pattern.compile("(?:.*/)?modules/([A-Za-z0-9_-]+)/[^/]+");
    private static final Pattern VARIABLE = Pattern.compile("\\bvar\\.([a-z0-9_]+(?:\\.[A-Za-z0-9_]+)*)");
    private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z0-9_]+)\":");

    /** Keys of the environment file behind blocks other than module calls, by the start of the block's address. */
    private static final Map<String, String> OUTSIDE = Map.of(
            "provider.aws", "account",
            "data.aws_ssm_parameter.server_image", "image",
            "terraform.backend", "state");

    /**
     * The outcome if it is no failure. A failure is thrown with the lines of the environment file before Terraform's
     * message.
     */
    public Outcome orThrow(Outcome outcome) {
        outcome.problem().ifPresent(problem -> {
            throw located(withoutProvider(problem, outcome.diagnostics()), of(outcome.diagnostics()))
                    .inEnvironment(configured.environment().name())
                    .asException();
        });
        return outcome;
    }

    /** Terraform deletes resources only with the provider that created them. */
    private static Problem withoutProvider(Problem problem, List<Diagnostic> diagnostics) {
        boolean missing = diagnostics.stream()
                .anyMatch(error -> error.summary().equals("Provider configuration not present")
                        && error.detail().contains(Configuration.US_EAST_1));
        return missing
                ? new Problem(
                        problem.exitCode(),
                        problem.what(),
                        "The state contains resources in us-east-1, of CloudFront or of the canary, but the environment"
                                + " file has none of the keys edge.cloudfront, edge.cloudfront-certificate, and"
                                + " monitoring.canary, so the provider for us-east-1 is missing.\n"
                                + problem.why(),
                        "Set edge.cloudfront: false (or monitoring.canary: false) in the environment file. Run qis-aws plan"
                                + " ENV and qis-aws apply ENV, which delete these resources. Then remove the key.")
                : problem;
    }

    private static Problem located(Problem problem, List<String> lines) {
        if (lines.isEmpty()) {
            return problem;
        }
        String why = String.join("\n", lines) + "\n" + problem.why();
        String fix = problem.fix().isEmpty() ? "Correct the environment file at the listed lines." : problem.fix();
        return new Problem(problem.exitCode(), problem.what(), why, fix);
    }

    /** Each error with a known line in the environment file, as {@code file:line:column: key: message}. */
    public List<String> of(List<Diagnostic> diagnostics) {
        SourceMap sources = EnvironmentFile.check(configured.folder()).sources();
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .flatMap(error -> keys(error).map(key -> line(sources, key, error)))
                .distinct()
                .toList();
    }

    private static String line(SourceMap sources, String key, Diagnostic error) {
        String message = Stream.concat(error.detail().lines(), Stream.of(error.summary()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return sources.line(key, message);
    }

    private Stream<String> keys(Diagnostic error) {
        return component(error)
                .map(component -> inputs(error).flatMap(input -> InputKeys.of(component, input).stream()))
                .orElseGet(() -> OUTSIDE.entrySet().stream()
                        .filter(entry -> context(error).startsWith(entry.getKey())
                                || error.address().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue));
    }

    /**
     * The contract of the component, from the resource address, the module call in main.tf.json, or the module's file.
     */
    private Optional<Contract> component(Diagnostic error) {
        Optional<String> called = Stream.of(error.address(), context(error))
                .map(CALL::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1))
                .findFirst();
        return called.flatMap(name -> contract(call -> call.name().equals(name)))
                .or(() -> error.range()
                        .map(range -> MODULE.matcher(range.file()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .flatMap(name -> contract(call -> call.contract().name().equals(name))));
    }

    private Optional<Contract> contract(Predicate<Call> wanted) {
        return configured.deployment().calls().stream()
                .filter(wanted)
                .map(Call::contract)
                .findFirst();
    }

    /**
     * Input variables in the failed expression; if it has none, the first argument or variable in the quoted source.
     */
    private static Stream<String> inputs(Diagnostic error) {
        if (error.snippet().isEmpty()) {
            return Stream.empty();
        }
        Diagnostic.Snippet snippet = error.snippet().get();
        List<String> variables = snippet.values().stream()
                .flatMap(value -> VARIABLE.matcher(value).results())
                .map(match -> match.group(1))
                .toList();
        if (!variables.isEmpty()) {
            return variables.stream();
        }
        Pattern named = snippet.context().startsWith("module.") ? MEMBER : VARIABLE;
        return named.matcher(snippet.code()).results().limit(1).map((MatchResult match) -> match.group(1));
    }

    private static String context(Diagnostic error) {
        return error.snippet().map(Diagnostic.Snippet::context).orElse("");
    }
}
