package io.github.qisaws.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the output values of an applied environment. */
@Command(name = "output", description = "Prints the output values of an applied environment, such as its URL.")
final class OutputCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Parameters(index = "0", paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUTPUT",
            description = "Name of one output; prints only its value.")
    private Optional<String> output = Optional.empty();

    @Option(names = "--json", description = "Print JSON with types.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode outputs = engine.deployments(root).output(name);
        if (json) {
            root.console().print(outputs.toPrettyString());
        } else if (output.isPresent()) {
            root.console().print(text(one(outputs, output.get())));
        } else {
            outputs.properties().forEach(each -> root.console().print(each.getKey() + " = " + text(each.getValue())));
        }
        return ExitCode.OK.number();
    }

    private JsonNode one(JsonNode outputs, String wanted) {
        if (!outputs.has(wanted)) {
            throw new Problem(
                            ExitCode.USAGE,
                            name + " has no output " + wanted,
                            "An environment has output values only after an apply.",
                            "Run qis-aws output " + name + " to list the existing output values.")
                    .asException();
        }
        return outputs.get(wanted);
    }

    private static String text(JsonNode output) {
        if (output.path("sensitive").asBoolean()) {
            return "(sensitive)";
        }
        JsonNode value = output.path("value");
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
