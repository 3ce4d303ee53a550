package io.github.qisaws.workspace;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds {@code environments/} and {@code modules/}.
 *
 * @param root relative as the user gave it, so that messages show paths that the user knows
 */
public record Project(Path root) {
    private static final String ENVIRONMENTS = "environments";
    private static final String ENVIRONMENT_FILE = "environment.yaml";

    /** Looks in a folder and those above it, so that commands work from anywhere in the project. */
    public static Project above(Path start) {
        Path absolute = start.toAbsolutePath().normalize();
        for (Path folder = absolute; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(ENVIRONMENTS))) {
                return new Project(folder.equals(absolute) ? start : folder);
            }
        }
        throw new Problem(
                        ExitCode.USAGE,
                        "no project here",
                        "Neither " + absolute + " nor a folder above it holds an environments folder.",
                        "change into a checkout of the project, or name it with -C DIR.")
                .asException();
    }

    public Scratch scratch() {
        return Scratch.in(root.toAbsolutePath());
    }

    public Path modules() {
        return root.resolve("modules");
    }

    /** Where an environment's files are; does not have to exist. */
    public Path folder(String environment) {
        return root.resolve(ENVIRONMENTS).resolve(environment);
    }

    /** The names of all environments, sorted. */
    public List<String> environments() {
        try (Stream<Path> folders = Files.list(root.resolve(ENVIRONMENTS))) {
            return folders.filter(folder -> Files.exists(folder.resolve(ENVIRONMENT_FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of an environment that exists. */
    public Path existingFolder(String environment) {
        List<String> known = environments();
        if (!known.contains(environment)) {
            throw new Problem(
                            ExitCode.USAGE,
                            "no environment named " + environment,
                            "There is no " + folder(environment).resolve(ENVIRONMENT_FILE) + ". Known: "
                                    + (known.isEmpty() ? "none yet" : String.join(", ", known)) + ".",
                            "name one of these, or write that file.")
                    .asException();
        }
        return folder(environment);
    }
}
