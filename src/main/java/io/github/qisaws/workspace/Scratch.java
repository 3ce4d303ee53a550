package io.github.qisaws.workspace;

import java.nio.file.Path;

/**
 * The names inside {@code .qis-aws}, the folder for what qis-aws makes for itself. Git ignores it. The project has one at
 * its root, and each folder in which the engine runs has one.
 *
 * @param folder the folder named {@code .qis-aws}
 */
public record Scratch(Path folder) {
    public static Scratch in(Path parent) {
        return new Scratch(parent.resolve(".qis-aws"));
    }

    /** What the runs of a workspace did, so that an interrupted one can be recovered. */
    public Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** The sealed plan that {@code apply} takes. */
    public Path plan() {
        return folder.resolve("plan");
    }

    /** A plan that is read once and then deleted. */
    public Path transientPlan() {
        return folder.resolve("transient");
    }

    /** The plan of a recovery. */
    public Path recovery() {
        return folder.resolve("recover");
    }

    /** The JSON of a plan, with sensitive values in clear, while it is read. */
    public Path clear() {
        return folder.resolve("clear");
    }

    /** A stored plan of an environment, as it was fetched. */
    public Path stored(String environment) {
        return folder.resolve("stored").resolve(environment);
    }

    /**
     * Folders for configurations that are not committed.
     *
     * @param area one for AWS, one for each emulator
     */
    public Path area(String area) {
        return folder.resolve(area);
    }
}
