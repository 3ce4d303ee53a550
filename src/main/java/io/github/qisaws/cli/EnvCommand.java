package io.github.qisaws.cli;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Reading;
import io.github.qisaws.pipeline.AffectedEnvironments;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.StableJson;
import io.github.qisaws.workspace.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists environments, or shows one with all its defaults. */
@Command(name = "env", description = "Lists environments, or shows one.", synopsisSubcommandLabel = "COMMAND")
final class EnvCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws env --help.").asException();
    }

    @Command(description = "Prints the name of each environment; with --json also region, account, and architecture.")
    int list(
            @Option(names = "--json", description = "Print JSON.") boolean json,
            @Option(
                            names = "--affected",
                            paramLabel = "BASE",
                            description = "Only environments whose plan may differ from the commit or branch BASE,"
                                    + " because their folder, a module that they use, or qis-aws has changed.")
                    Optional<String> base) {
        Project project = root.project();
        List<String> names = base.map(commit -> affected(project, commit)).orElseGet(project::environments);
        if (json) {
            root.console()
                    .print(StableJson.write(
                            names.stream().map(name -> summary(project, name)).toList()));
        } else {
            names.forEach(root.console()::print);
        }
        return ExitCode.OK.number();
    }

    @Command(description = "Prints an environment as JSON with all its defaults.")
    int show(@Parameters(paramLabel = "ENV", description = "Name of the environment.") String name) {
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        root.console().print(Json.of(environment));
        return ExitCode.OK.number();
    }

    private List<String> affected(Project project, String base) {
        return new AffectedEnvironments(project, new EngineOptions().tools(root), root.console()).since(base);
    }

    private static Map<String, Object> summary(Project project, String name) {
        Reading reading = EnvironmentFile.check(project.folder(name));
        Map<String, Object> summary = new TreeMap<>();
        summary.put("name", name);
        summary.put(
                "mistakes", reading.mistakes().stream().map(Object::toString).toList());
        reading.environment().map(Environment::placement).ifPresent(placement -> {
            summary.put("region", placement.region());
            summary.put("account", placement.account());
            summary.put("architecture", Json.word(placement.architecture()));
        });
        return summary;
    }

    /** The given names, or all environments if there are none. */
    static List<String> chosen(Project project, List<String> names) {
        return names.isEmpty() ? project.environments() : names;
    }
}
