package io.github.qisaws.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.pipeline.DriftCheck;
import io.github.qisaws.pipeline.ParallelRuns.Ended;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.view.DriftView;
import io.github.qisaws.text.JsonOutput;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Compares the state with the resources in AWS. */
@Command(
        name = "drift",
        description = "Reports resources changed outside Terraform, by component. Exit code 82 means drift. Read-only;"
                + " keeps the saved plan.")
final class DriftCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private SeveralOptions several;

    @Option(names = "--json", description = "Print JSON; with --all, an array.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = root.console();
        if (several.all()) {
            Tools tools = several.tools(root, engine);
            List<Ended<Drift>> ended = several.run(
                    root, (name, log, effects) -> new DriftCheck(root.project(), tools.noting(effects)).of(name, log));
            show(console, ended);
            return SeveralOptions.finish(console, ended, Drift::sentence, DriftCommand::exitCode);
        }
        Drift drift = new DriftCheck(root.project(), engine.tools(root)).of(several.name(), console);
        console.print(
                json
                        ? JsonOutput.pretty(DriftView.json(drift))
                        : DriftView.terminal(drift, ReviewOptions.terminal(console, true)));
        return exitCode(drift).number();
    }

    private void show(Console console, List<Ended<Drift>> ended) {
        if (json) {
            ArrayNode all = new JsonMapper().createArrayNode();
            ended.forEach(each -> all.add(each.result().map(DriftView::json).orElseGet(() -> failed(each))));
            console.print(JsonOutput.pretty(all));
        } else {
            ended.forEach(each -> each.result()
                    .ifPresent(drift ->
                            console.print(DriftView.terminal(drift, ReviewOptions.terminal(console, true)) + "\n")));
        }
    }

    private static ObjectNode failed(Ended<Drift> ended) {
        Problem problem = ended.problem().orElseThrow();
        return new JsonMapper()
                .createObjectNode()
                .put("schemaVersion", DriftView.SCHEMA_VERSION)
                .put("environment", ended.environment())
                .put("exitCode", problem.exitCode().number())
                .put("error", problem.what());
    }

    private static ExitCode exitCode(Drift drift) {
        return drift.found() ? ExitCode.DRIFT : ExitCode.OK;
    }
}
