package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsAlarmChannels;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.AlarmDrill;
import io.github.qisaws.pipeline.AlarmPaths;
import io.github.qisaws.pipeline.AlarmPaths.Finding;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tests the alarms of an environment. */
@Command(name = "alarms", description = "Tests the alarms of an environment.", synopsisSubcommandLabel = "COMMAND")
final class AlarmsCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws alarms --help.").asException();
    }

    @Command(
            description = "Sends one test through each path from an alarm to its recipients, and prints what should"
                    + " arrive. Fails if a recipient has not confirmed its subscription. Sets one alarm to ALARM for a"
                    + " moment; changes nothing else.")
    int test(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        AwsAccess access = new AwsAccess(environment.placement().region(), System.getenv(), root.effects());
        access.requireAccount(environment.placement().account());
        AlarmPaths paths =
                new AlarmDrill(region -> new AwsAlarmChannels(access.in(region)), environment).run(root.console());
        if (json) {
            root.console().print(Json.of(paths));
        } else {
            paths.lines().forEach(root.console()::print);
        }
        requireNoFinding(paths);
        root.console().say("If a message does not arrive, see src/docs/managed.md, section Test the alarms.");
        return ExitCode.OK.number();
    }

    private static void requireNoFinding(AlarmPaths paths) {
        if (!paths.findings().isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "alarms of " + paths.environment() + " may not arrive",
                            texts(paths.findings().stream().map(Finding::what).toList()),
                            texts(paths.findings().stream().map(Finding::fix).toList()))
                    .asException();
        }
    }

    private static String texts(List<String> texts) {
        return texts.stream().distinct().collect(Collectors.joining("\n"));
    }
}
