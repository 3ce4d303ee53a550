package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.TaggedResource;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Failure;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The whole life of an environment in a real account: plan, apply, rollout, empty plan, an everyday change, destroy,
 * nothing left. After a failure, it destroys what was created.
 */
public final class Smoke {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Pace pace;
    private final Function<Environment, EnvironmentAccount> accounts;
    private final Deployments deployments;
    private final Edit edit;

    /**
     * A smoke run.
     *
     * @param pace how long to wait for each rollout
     */
    public Smoke(Project project, Tools tools, ProgressLog log, Pace pace) {
        this(
                project,
                tools,
                log,
                pace,
                new Deployments(project, tools, log),
                environment -> Accounts.of(tools, environment),
                EverydayChange::during);
    }

    /**
     * A smoke run in an account of the caller's choice.
     *
     * @param accounts returns the account of an environment
     * @param edit the everyday change
     */
    Smoke(
            Project project,
            Tools tools,
            ProgressLog log,
            Pace pace,
            Deployments deployments,
            Function<Environment, EnvironmentAccount> accounts,
            Edit edit) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.pace = pace;
        this.deployments = deployments;
        this.accounts = accounts;
        this.edit = edit;
    }

    /** Changes the environment file in a folder while something is done. */
    interface Edit {
        String during(Path folder, Effects effects, Supplier<String> work);
    }

    /** What a step did; differences are added to the list. */
    private interface Work {
        String run(List<String> differences);
    }

    /**
     * Throws if the environment cannot be destroyed at the end, or if it exists already.
     *
     * @return the environment
     */
    public Environment require(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        Unprotected.require(environment, "A smoke run", "smoke-tested");
        List<String> existing = deployments.stateList(name);
        if (!existing.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            name + " already has " + existing.size() + " resources in its state",
                            "A smoke run creates an environment and destroys it at the end.",
                            "Copy the folder environments/" + name + " under another name, and use the copy.")
                    .asException();
        }
        return environment;
    }

    /** Runs all steps, after {@link #require} once more: the user may have taken long to confirm. */
    public SmokeReport run(String name) {
        Environment environment = require(name);
        EnvironmentAccount account = accounts.apply(environment);
        SmokeReport report = new SmokeReport(name + " in account "
                + environment.placement().account() + ", "
                + environment.placement().region() + ", " + tools.clock().instant());
        Set<String> before = tagged(account, name);
        boolean applied = step(report, "plan and apply", differences -> applied(name, differences))
                && step(report, "second plan", differences -> empty(name, differences))
                && step(report, "everyday change: a tag", differences -> changed(name, differences));
        boolean destroyed = step(report, "destroy", differences -> destroyed(name))
                || step(report, "destroy, second attempt", differences -> destroyed(name));
        if (destroyed) {
            step(report, "nothing left", differences -> left(account, name, before, differences));
        }
        log.say(applied && destroyed ? "All steps are done." : "Not all steps succeeded.");
        return report;
    }

    private boolean step(SmokeReport report, String name, Work work) {
        log.say("\nSmoke run: " + name + "…");
        Instant start = tools.clock().instant();
        List<String> differences = new ArrayList<>();
        String words;
        boolean done = false;
        try {
            words = work.run(differences);
            done = true;
        } catch (ProblemException e) {
            List<String> lines = Failure.lines(e.problem(), tools.effects());
            lines.forEach(log::say);
            differences.addAll(lines);
            words = "failed";
        }
        report.add(
                new SmokeReport.Step(name, Duration.between(start, tools.clock().instant()), words, differences));
        return done;
    }

    private String applied(String name, List<String> differences) {
        Planned planned = deployments.plan(name, Mode.NORMAL, Set.of());
        log.say(planned.review().sentence());
        planned.requireNotBlocked();
        Instant start = tools.clock().instant();
        deployments.apply(planned);
        Rollouts.End end = new Rollouts(project, tools, log, pace).follow(planned, start);
        if (end.unasked()) {
            differences.add(end.words());
        }
        return end.words();
    }

    private String empty(String name, List<String> differences) {
        Planned planned = deployments.plan(name, Mode.NORMAL, Set.of());
        if (planned.changes()) {
            differences.add(planned.review().sentence());
            planned.review().plan().changes().stream()
                    .filter(change -> change.action().changesSomething())
                    .map(Smoke::words)
                    .forEach(differences::add);
            return "not empty";
        }
        return "empty";
    }

    private static String words(Change change) {
        String attributes = change.attributes().stream()
                .filter(Attribute::changed)
                .map(Attribute::path)
                .collect(Collectors.joining(", "));
        return change.address().text() + " " + change.action() + (attributes.isEmpty() ? "" : ": " + attributes);
    }

    private String changed(String name, List<String> differences) {
        return edit.during(project.folder(name), tools.effects(), () -> {
            String served = applied(name, differences);
            empty(name, differences);
            return served;
        });
    }

    private String destroyed(String name) {
        Planned planned = deployments.plan(name, Mode.DESTROY, Set.of());
        if (planned.changes()) {
            planned.requireNotBlocked();
            deployments.apply(planned);
        }
        return planned.review().sentence();
    }

    private static String left(EnvironmentAccount account, String name, Set<String> before, List<String> differences) {
        Set<String> left = tagged(account, name);
        left.removeAll(before);
        left.removeAll(account.ended(left));
        left.forEach(resource -> differences.add(resource + " still has the environment's tags"));
        return left.isEmpty() ? "nothing" : left.size() + " resources";
    }

    private static Set<String> tagged(EnvironmentAccount account, String name) {
        return account.tagged().stream()
                .filter(resource -> name.equals(resource.tags().get(Tags.ENVIRONMENT)))
                .map(TaggedResource::arnOrId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
