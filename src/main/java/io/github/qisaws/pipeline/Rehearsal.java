package io.github.qisaws.pipeline;

import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorSource;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Rehearses an environment on an emulator: bootstrap, plan, apply, an empty second plan, destroy, no resources left.
 */
public final class Rehearsal {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Consumer<Review> show;
    private final EmulatorSource emulators;

    /**
     * A rehearsal.
     *
     * @param show shows the review of each plan
     */
    public Rehearsal(Project project, Tools tools, ProgressLog log, Consumer<Review> show) {
        this(project, tools, log, show, new Emulators(tools.runner(), tools.variables(), tools.cache()));
    }

    /**
     * A rehearsal on an emulator of the caller's choice.
     *
     * @param emulators starts the emulator
     */
    Rehearsal(Project project, Tools tools, ProgressLog log, Consumer<Review> show, EmulatorSource emulators) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.show = show;
        this.emulators = emulators;
    }

    /**
     * Runs the rehearsal.
     *
     * @param between runs between apply and destroy, with the variables that point to the emulator
     */
    public void run(String name, Consumer<Map<String, String>> between) {
        run(name, this::bootstrap, between);
    }

    /**
     * Runs the rehearsal in an account that the caller prepares.
     *
     * @param account prepares the new emulator for the environment
     */
    void run(String name, BiConsumer<Emulator, Environment> account, Consumer<Map<String, String>> between) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        Unprotected.require(environment, "A rehearsal", "rehearsed");
        try (Emulator emulator = emulators.start(project.scratch().folder(), log::say)) {
            log.say("AWS emulator: " + emulator.told());
            Tools emulated = over(emulator, environment);
            Endpoint endpoint = Endpoint.of(emulated.variables()).orElseThrow();
            Folders.forget(project, endpoint.folder());
            account.accept(emulator, environment);
            Set<String> before = Set.copyOf(emulator.leftovers());
            NeededActions needed = NeededActions.from(emulator);
            try {
                live(name, emulated, () -> between.accept(emulated.variables()));
            } finally {
                reportUnsupported(emulator);
            }
            log.say("AWS's service models: " + String.join("\n  ", emulator.requests()));
            log.say("IAM: "
                    + needed.compared(
                            List.of(environment, EnvironmentFile.read(project.existingFolder(name))),
                            project.modules()));
            requireNothingLeft(emulator, before);
            Folders.forget(project, endpoint.folder());
        }
    }

    private void bootstrap(Emulator emulator, Environment environment) {
        new EmulatorAccount(project, emulator, over(emulator, environment), log).prepare(environment);
    }

    private Tools over(Emulator emulator, Environment environment) {
        return tools.over(
                emulator.over(tools.variables(), environment.placement().region()));
    }

    private void live(String name, Tools emulated, Runnable between) {
        Deployments deployments = new Deployments(project, emulated, log);
        log.say("\nPlanning " + name + "…");
        Planned first = deployments.plan(name, Mode.NORMAL, Set.of());
        show.accept(first.review());
        log.say("\nApplying it…");
        Instant start = emulated.clock().instant();
        deployments.apply(first);
        log.say(new Rollouts(project, emulated, log, Pace.of(Pace.USUAL_LIMIT))
                .follow(first, start)
                .words());
        log.say("\nPlanning again; the second plan must be empty…");
        Planned second = deployments.plan(name, Mode.NORMAL, Set.of());
        if (second.changes()) {
            show.accept(second.review());
            throw unfinished(
                    "the second plan of " + name + " is not empty",
                    second.review().sentence());
        }
        log.say("The second plan is empty.");
        between.run();
        log.say("\nDestroying it…");
        Planned destruction = deployments.plan(name, Mode.DESTROY, Set.of());
        deployments.apply(destruction);
    }

    /** Reports unsupported calls, so that an error of the emulator is not taken for an error of the environment. */
    private void reportUnsupported(Emulator emulator) {
        List<String> lacking = lacking(emulator);
        if (!lacking.isEmpty()) {
            log.say("The emulator does not support these calls. The environment may still be correct:\n  "
                    + String.join("\n  ", lacking));
        }
    }

    private static List<String> lacking(Emulator emulator) {
        try {
            return emulator.isAlive() ? emulator.lacking() : List.of();
        } catch (ProblemException e) {
            // If the emulator no longer answers, this failure must not hide the original one.
            return List.of();
        }
    }

    private void requireNothingLeft(Emulator emulator, Set<String> before) {
        List<String> left = emulator.leftovers().stream()
                .filter(resource -> !before.contains(resource))
                .toList();
        if (!left.isEmpty()) {
            throw unfinished(left.size() + " resources remain in the emulator after destroy", String.join("\n", left));
        }
        log.say("No resources remain in the emulator except those from before the plan.");
    }

    private static RuntimeException unfinished(String what, String why) {
        return new Problem(ExitCode.FAILED, what, why, "Report a bug in qis-aws. Only the emulator was changed.")
                .asException();
    }
}
