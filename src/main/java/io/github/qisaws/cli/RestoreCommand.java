package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.BackupVault;
import io.github.qisaws.restore.Choice;
import io.github.qisaws.restore.RecoveryPoint;
import io.github.qisaws.restore.RestoreSteps;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The way back to a backup; it is read and gone by a person, through a plan. */
@Command(
        name = "restore",
        description = "Lists an environment's backups; for one of them, or a time, tells the steps that bring the data"
                + " back. Changes nothing: a plan shows what would be replaced.")
final class RestoreCommand implements Callable<Integer> {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    /** A recovery point as JSON. */
    private record Row(String arn, String resource, String kind, String made, long bytes, boolean complete) {
        static Row of(RecoveryPoint point) {
            return new Row(
                    point.arn(),
                    point.resource(),
                    point.kind(),
                    point.made().toString(),
                    point.bytes(),
                    point.complete());
        }
    }

    @ParentCommand
    private QisAws root;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(names = "--point", paramLabel = "ARN", description = "The recovery point to go back to.")
    private Optional<String> point = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Of each resource the newest recovery point that is not younger, such as 2026-11-24T02:00:00Z.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--json", description = "The list as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        if (point.isPresent() && at.isPresent()) {
            throw usage("--point and --at exclude each other", "give one of them.");
        }
        Optional<Instant> moment = at.map(RestoreCommand::moment);
        BackupVault vault = BackupVault.of(
                environment, new AwsAccess(environment.placement().region(), System.getenv(), root.effects()));
        List<RecoveryPoint> points = vault.points();
        if (point.isPresent()) {
            steps(environment, vault, List.of(Choice.named(points, point.get())));
        } else if (moment.isPresent()) {
            steps(environment, vault, Choice.at(points, moment.get()));
        } else {
            list(vault, points);
        }
        return ExitCode.OK.number();
    }

    private void list(BackupVault vault, List<RecoveryPoint> points) {
        if (json) {
            root.console().print(Json.of(points.stream().map(Row::of).toList()));
            return;
        }
        points.forEach(each -> root.console()
                .print("%s  %s  %8.1f GiB  %s%s"
                        .formatted(
                                each.made(),
                                each.kind(),
                                each.bytes() / GIBIBYTE,
                                each.arn(),
                                each.complete() ? "" : "  (not complete)")));
        root.console()
                .say(
                        points.isEmpty()
                                ? "No backups yet in " + vault.name() + "."
                                : "Tell the way back with --point ARN or --at TIME.");
    }

    private void steps(Environment environment, BackupVault vault, List<RecoveryPoint> chosen) {
        root.console().say("Nothing is changed by this command. The way back:");
        new RestoreSteps(environment, vault::tags).of(chosen).forEach(root.console()::print);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw usage("--at " + text + " is not a time", "write it in UTC, such as 2026-11-24T02:00:00Z.");
        }
    }

    private static RuntimeException usage(String what, String fix) {
        return new Problem(ExitCode.USAGE, what, "", fix).asException();
    }
}
