package io.github.qisaws.pipeline;

import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Plays an environment's whole life on an emulator: bootstrap, plan, apply, an empty plan, destroy, nothing left. */
public final class Rehearsal {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Consumer<Review> show;

    /**
     * A rehearsal.
     *
     * @param show gets the review of each plan
     */
    public Rehearsal(Project project, Tools tools, ProgressLog log, Consumer<Review> show) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.show = show;
    }

    /**
     * Plays it.
     *
     * @param between what happens while everything stands; gets the variables that lead to the emulator
     */
    public void run(String name, Consumer<Map<String, String>> between) {
        run(name, this::bootstrap, between);
    }

    /**
     * Plays it in an account that is made ready in another way.
     *
     * @param account gets the new emulator, and makes there what the environment expects to find
     */
    void run(String name, BiConsumer<Emulator, Environment> account, Consumer<Map<String, String>> between) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        requireAnEnd(environment);
        Emulators emulators = new Emulators(tools.runner(), tools.variables(), tools.cache());
        try (Emulator emulator = emulators.start(project.scratch().folder(), log::say)) {
            log.say("Emulating AWS: " + emulator.told());
            Tools emulated = over(emulator, environment);
            Endpoint endpoint = Endpoint.of(emulated.variables()).orElseThrow();
            Folders.forget(project, endpoint.folder());
            account.accept(emulator, environment);
            Set<String> before = Set.copyOf(emulator.leftovers());
            try {
                live(name, new Deployments(project, emulated, log), () -> between.accept(emulated.variables()));
            } finally {
                nameLacking(emulator);
            }
            nothingLeft(emulator, before);
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

    /** What it made it destroys, as the environment's own rules allow. */
    private static void requireAnEnd(Environment environment) {
        if (environment.site().protect()) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " cannot be rehearsed",
                            "A rehearsal ends with destroying everything, and the environment file has protect: true (the"
                                    + " default), which refuses that.",
                            "copy the folder environments/" + environment.name()
                                    + ", say protect: false in the copy, and" + " rehearse that.")
                    .asException();
        }
    }

    private void live(String name, Deployments deployments, Runnable between) {
        log.say("\nPlanning " + name + "…");
        Planned first = deployments.plan(name, Mode.NORMAL, Set.of());
        show.accept(first.review());
        log.say("\nApplying it…");
        deployments.apply(first);
        log.say("\nPlanning again: nothing must be left to change…");
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

    /** The emulator's gaps, which are no fault of the environment; without them an error could be taken for one. */
    private void nameLacking(Emulator emulator) {
        List<String> lacking = lacking(emulator);
        if (!lacking.isEmpty()) {
            log.say("The emulator does not support these calls; the environment may still be right:\n  "
                    + String.join("\n  ", lacking));
        }
    }

    private static List<String> lacking(Emulator emulator) {
        try {
            return emulator.isAlive() ? emulator.lacking() : List.of();
        } catch (ProblemException e) {
            // An emulator that no longer answers must not take the place of the failure that it led to.
            return List.of();
        }
    }

    private void nothingLeft(Emulator emulator, Set<String> before) {
        List<String> left = emulator.leftovers().stream()
                .filter(resource -> !before.contains(resource))
                .toList();
        if (!left.isEmpty()) {
            throw unfinished("destroy left " + left.size() + " resources in the emulator", String.join("\n", left));
        }
        log.say("Nothing is left in the emulator but what was there before the plan.");
    }

    private static RuntimeException unfinished(String what, String why) {
        return new Problem(
                        ExitCode.FAILED, what, why, "report it: this should not happen. Only the emulator was changed.")
                .asException();
    }
}
