package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Restore;
import io.github.qisaws.pipeline.Restore.Present;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.BackupVault;
import io.github.qisaws.restore.Choice;
import io.github.qisaws.restore.Chosen;
import io.github.qisaws.restore.LastRestoreTests;
import io.github.qisaws.restore.RestoreSteps;
import io.github.qisaws.rollout.Pace;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Restores data beside the data in use, proves it, and switches to it; without an option, lists what there is. */
@Command(
        name = "restore",
        description = {
            "Restores database and images from snapshots: copies beside the data in use, proof, switch, and removal of one"
                    + " of the two. Each step is a plan that is reviewed. After an interruption, run the same command"
                    + " again.",
            "Without an option, lists the copies and the snapshots, and changes nothing."
        })
final class RestoreCommand implements Callable<Integer> {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    /** A snapshot or recovery point as JSON. */
    private record Row(String id, String content, String made, long gib, boolean complete, String moment) {
        static Row of(DataSnapshot snapshot) {
            return new Row(
                    snapshot.id(),
                    snapshot.content(),
                    snapshot.made().toString(),
                    snapshot.gib(),
                    snapshot.complete(),
                    snapshot.moment());
        }

        static Row of(RecoveryPoint point) {
            return new Row(
                    point.arn(),
                    "images",
                    point.made().toString(),
                    Math.round(point.bytes() / GIBIBYTE),
                    point.complete(),
                    "");
        }
    }

    @ParentCommand
    private QisAws root;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Make copies from the newest snapshots at or before this time, such as 2026-11-24T02:00:00Z,"
                    + " and prove them.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--only", paramLabel = "CONTENT", description = "With --at: restore only database or only images.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "SNAPSHOT",
            description = "Make a copy of the database from this snapshot.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--images",
            paramLabel = "SNAPSHOT",
            description = "Make a copy of the images from this snapshot or recovery point.")
    private Optional<String> images = Optional.empty();

    @Option(names = "--prove", description = "Prove the copies again.")
    private boolean prove;

    @Option(
            names = "--switch",
            paramLabel = "COPY",
            description = "Let this copy serve, such as r1, or original to go back. The other one stays.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--remove", paramLabel = "COPY", description = "Delete this copy, which must not serve.")
    private Optional<String> removed = Optional.empty();

    @Option(
            names = "--unproven",
            description = "Make or switch to copies without a proof, for example because no server runs.")
    private boolean unproven;

    @Option(
            names = "--point",
            paramLabel = "ARN",
            description = "Print the steps to restore this recovery point of a file system on EFS that containers use."
                    + " Read-only.")
    private Optional<String> point = Optional.empty();

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ReviewOptions view;

    @Mixin
    private Consent consent;

    @Override
    public Integer call() {
        boolean named = database.isPresent() || images.isPresent();
        long steps = Stream.of(at.isPresent(), named, prove, target.isPresent(), removed.isPresent(), point.isPresent())
                .filter(given -> given)
                .count();
        if (steps > 1) {
            throw usage(
                    "options of two steps were given",
                    "Use one of --at, --database and --images, --prove, --switch, --remove, and --point.");
        }
        Restore restore = new Restore(root.project(), engine.tools(root), root.console(), Pace.of(Pace.USUAL_LIMIT));
        Optional<Instant> moment = at.map(RestoreCommand::moment);
        if (moment.isPresent() || named) {
            Present present = restore.present(name);
            say(restore.beside(present, chosen(restore, present, moment), unproven, this::asked));
        } else if (prove) {
            say(restore.prove(name).lines());
        } else if (target.isPresent()) {
            say(restore.switchTo(name, target.get(), unproven, this::asked));
        } else if (removed.isPresent()) {
            say(restore.remove(name, removed.get(), this::asked));
        } else if (point.isPresent()) {
            steps(restore.present(name).environment(), point.get());
        } else {
            list(restore.present(name));
        }
        return ExitCode.OK.number();
    }

    private Chosen chosen(Restore restore, Present present, Optional<Instant> moment) {
        if (moment.isPresent()) {
            Set<String> contents = new TreeSet<>();
            present.copies().forEach(copies -> contents.add(copies.content()));
            only.ifPresent(content -> {
                if (!contents.contains(content)) {
                    throw usage("--only " + content + " is not restored here", "Use one of " + contents + ".");
                }
                contents.retainAll(Set.of(content));
            });
            return Chosen.at(present.snapshots(), contents, moment.get());
        }
        Map<String, String> ids = new TreeMap<>();
        database.ifPresent(id -> ids.put("database", id));
        images.ifPresent(id -> ids.put("images", id));
        return restore.named(present, ids);
    }

    private void asked(Planned plan, List<String> consequences, String question) {
        view.show(root.console(), plan.review());
        plan.requireNotBlocked();
        say(consequences);
        consent.require(root.console(), question, name);
    }

    private void say(List<String> lines) {
        lines.forEach(root.console()::say);
    }

    private void list(Present present) {
        List<RecoveryPoint> files = files(present);
        if (view.isJson()) {
            List<Row> rows = new ArrayList<>();
            present.snapshots().forEach(each -> rows.add(Row.of(each)));
            files.forEach(each -> rows.add(Row.of(each)));
            root.console().print(Json.of(rows));
            return;
        }
        present.lines().forEach(root.console()::say);
        present.snapshots().forEach(each -> root.console().print(each.line()));
        files.forEach(each -> root.console()
                .print("%s  EFS  %8.1f GiB  %s%s"
                        .formatted(
                                each.made(),
                                each.bytes() / GIBIBYTE,
                                each.arn(),
                                each.complete() ? "" : "  (incomplete)")));
        root.console()
                .say(
                        present.snapshots().isEmpty() && files.isEmpty()
                                ? "No snapshots yet."
                                : "To restore beside the data in use, rerun with --at TIME. For files on EFS that"
                                        + " containers use, rerun with --point ARN.");
        LastRestoreTests.lines(present.environment(), access(present.environment()))
                .forEach(root.console()::print);
    }

    /** The recovery points of a file system that this command does not restore, because containers use it. */
    private List<RecoveryPoint> files(Present present) {
        Environment environment = present.environment();
        return BackupVault.isKept(environment) && present.copies().stream().noneMatch(Copies::onEfs)
                ? vault(environment).points().stream()
                        .filter(each -> each.kind().equals("EFS"))
                        .toList()
                : List.of();
    }

    private BackupVault vault(Environment environment) {
        return BackupVault.of(environment, access(environment));
    }

    private AwsAccess access(Environment environment) {
        return new AwsAccess(environment.placement().region(), System.getenv(), root.effects());
    }

    private void steps(Environment environment, String arn) {
        root.console().say("This command changes nothing. Steps to restore:");
        new RestoreSteps(environment)
                .of(Choice.named(vault(environment).points(), arn))
                .forEach(root.console()::print);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw usage("--at " + text + " is not a time", "Use a time in UTC, such as 2026-11-24T02:00:00Z.");
        }
    }

    private static RuntimeException usage(String what, String fix) {
        return new Problem(ExitCode.USAGE, what, "", fix).asException();
    }
}
