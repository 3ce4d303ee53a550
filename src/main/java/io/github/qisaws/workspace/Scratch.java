package io.github.qisaws.workspace;

import java.nio.file.Path;

/**
 * Paths in {@code .qis-aws}, the folder for files that qis-aws creates for its own use. Git ignores it. The project
 * root has one, and so does each folder in which Terraform runs.
 *
 * @param folder the folder named {@code .qis-aws}
 */
public record Scratch(Path folder) {
    private static final String COPY = "copy-";

    public static Scratch in(Path parent) {
        return new Scratch(parent.resolve(".qis-aws"));
    }

    /** The journal of the workspace's runs, from which an interrupted run is recovered. */
    public Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** The saved plan, which {@code apply} uses by default. */
    public Path plan() {
        return folder.resolve("plan");
    }

    /** A new folder for the copy of a plan from which {@code apply} works; exists only during the command. */
    public Path copy() {
        return PrivateFolder.unique(folder, COPY);
    }

    /** Deletes the copies of plans that killed commands have left. */
    public void deleteCopies() {
        Folders.list(folder).stream()
                .filter(path -> path.getFileName().toString().startsWith(COPY))
                .forEach(Folders::delete);
    }

    /** A plan that is read once and deleted. */
    public Path transientPlan() {
        return folder.resolve("transient");
    }

    /** The plan of a recovery. */
    public Path recovery() {
        return folder.resolve("recover");
    }

    /** The JSON of a plan with sensitive values in plain text; exists only while it is read. */
    public Path clear() {
        return folder.resolve("clear");
    }

    /** The downloaded stored plan of an environment. */
    public Path stored(String environment) {
        return folder.resolve("stored").resolve(environment);
    }

    /**
     * The folder for configurations that are not committed.
     *
     * @param area one for AWS, one for each emulator
     */
    public Path area(String area) {
        return folder.resolve(area);
    }
}
