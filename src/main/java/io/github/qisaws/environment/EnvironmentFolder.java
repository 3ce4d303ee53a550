package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of an environment, whose name is the environment's. */
final class EnvironmentFolder {
    private static final int LONGEST_NAME = 20;

    private EnvironmentFolder() {}

    static String nameOf(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    /** Why a folder name is not a valid environment name; it becomes part of AWS names of at most 32 characters. */
    static Optional<String> wrongName(String name) {
        if (name.length() <= LONGEST_NAME && name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            return Optional.empty();
        }
        String wrong = "the folder name " + Message.quote(name) + " is not a valid environment name"
                + (name.length() > LONGEST_NAME ? " (it has " + name.length() + " characters)" : "");
        return Optional.of(Message.of(
                wrong,
                "allowed: up to " + LONGEST_NAME
                        + " lower-case letters, digits, and single hyphens, beginning with a letter and not"
                        + " ending with a hyphen; rename the folder"));
    }

    /** Why a folder has no readable environment file; empty if it has one. */
    static Optional<String> unusable(Path folder) {
        if (Files.isRegularFile(folder)) {
            return Optional.of("is a file; pass the folder that contains " + EnvironmentFile.NAME);
        }
        if (!Files.exists(folder)) {
            List<String> others = beside(folder);
            String wrong = "folder not found";
            return Optional.of(
                    others.isEmpty()
                            ? wrong
                            : Message.of(
                                    wrong,
                                    "existing folders: " + String.join(", ", others),
                                    Suggestion.nearest(nameOf(folder), others)));
        }
        boolean other =
                !Files.exists(folder.resolve(EnvironmentFile.NAME)) && Files.exists(folder.resolve("environment.yml"));
        return other ? Optional.of("contains environment.yml; rename it to " + EnvironmentFile.NAME) : Optional.empty();
    }

    private static List<String> beside(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(path -> Files.exists(path.resolve(EnvironmentFile.NAME)))
                    .map(EnvironmentFolder::nameOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
