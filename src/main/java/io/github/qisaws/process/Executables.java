package io.github.qisaws.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs on the PATH, as a shell does. */
public final class Executables {
    private Executables() {}

    /** The first executable with this name on the PATH. */
    public static Optional<Path> onPath(String name, Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                Path candidate = Path.of(folder).resolve(name);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }

    static Found look(String program, Path directory, Map<String, String> environment) {
        if (!program.contains(File.separator)) {
            return onPath(program, environment)
                    .map(path -> new Found(true, ""))
                    .orElse(new Found(false, program + " is not on the PATH."));
        }
        Path path = directory.resolve(program);
        if (!Files.exists(path)) {
            return new Found(false, path + " does not exist.");
        }
        boolean usable = Files.isRegularFile(path) && Files.isExecutable(path);
        return new Found(usable, usable ? "" : path + " is not an executable file.");
    }

    record Found(boolean usable, String why) {}
}
