package io.github.qisaws.pipeline;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The plan that {@code plan} saved for {@code apply}.
 *
 * @param folder holds the engine's plan file and what it was made from; only its owner may read it
 */
record SavedPlan(Path folder) {
    private static final String PLAN = "plan.tfplan";
    private static final String MADE_FROM = "made-from";

    static SavedPlan of(Workspace workspace) {
        return new SavedPlan(workspace.folder().resolve(".qis-aws").resolve("plan"));
    }

    Path file() {
        return folder.resolve(PLAN);
    }

    /** Forgets the plan before, so that a failed plan leaves none that could be applied. */
    void prepare() {
        Folders.delete(folder);
        PrivateFolder.create(folder);
    }

    /** Notes what the plan was made from. */
    void seal(Configured configured, Mode mode) {
        Folders.write(folder.resolve(MADE_FROM), seal(configured) + " " + mode + "\n");
    }

    /** The mode of the saved plan, after checking that it belongs to the present configuration. */
    Mode check(Configured configured) {
        Path madeFrom = folder.resolve(MADE_FROM);
        String name = configured.environment().name();
        if (!Files.isRegularFile(madeFrom) || !Files.isRegularFile(file())) {
            throw Problem.harmless(
                            ExitCode.STALE_PLAN,
                            "there is no saved plan of " + name,
                            "apply applies only what plan has saved, and that only once.",
                            "run qis-aws plan " + name + ", read it, then apply.")
                    .asException();
        }
        String[] words = Folders.read(madeFrom).strip().split(" ", 2);
        if (words.length != 2 || !words[0].equals(seal(configured))) {
            throw Problem.harmless(
                            ExitCode.STALE_PLAN,
                            "the saved plan of " + name + " was made from another configuration",
                            "The environment file, or what the tool makes of it, has changed since.",
                            "run qis-aws plan " + name + " again and read it.")
                    .asException();
        }
        return Mode.valueOf(words[1]);
    }

    /** A plan is applied once. */
    void forget() {
        Folders.delete(folder);
    }

    private static String seal(Configured configured) {
        return configured.configuration().sha256();
    }
}
