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
 * The folder with {@code environments/} and {@code modules/}.
 *
 * @param root relative if the user passed a relative path, so that messages show paths in the user's form
 */
public record Project(Path root) {
    private static final String ENVIRONMENTS = "environments";
    private static final String ENVIRONMENT_FILE = "environment.yaml";

    /** Finds the project in a folder or its parents, so that commands work from anywhere in the project. */
    public static Project above(Path start) {
        Path absolute = start.toAbsolutePath().normalize();
        for (Path folder = absolute; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(ENVIRONMENTS))) {
                return new Project(folder.equals(absolute) ? start : folder);
            }
        }
        throw new Problem(
                        ExitCode.USAGE,
                        "no project found",
                        "Neither " + absolute + " nor any parent folder contains a folder named environments.",
                        "Change to a checkout of the project, or pass its folder with -C DIR.")
                .asException();
    }

    public Scratch scratch() {
        return Scratch.in(root.toAbsolutePath());
    }

    public Path modules() {
        return root.resolve("modules");
    }

    /** The folder of an environment, which may not exist. */
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
                            folder(environment).resolve(ENVIRONMENT_FILE) + " does not exist. Existing environments: "
                                    + (known.isEmpty() ? "none" : String.join(", ", known)) + ".",
                            "Use the name of an existing environment, or create the file.")
                    .asException();
        }
        return folder(environment);
    }
}
