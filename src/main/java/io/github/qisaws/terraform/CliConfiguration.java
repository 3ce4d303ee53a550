package io.github.qisaws.terraform;

import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The engine's own configuration file, if there is one.
 *
 */
record CliConfiguration(Optional<Path> file, boolean choosesProviders, String told) {
    private static final Pattern INSTALLATION =
            Pattern.compile("(?m)^\\s*\"?provider_installation\"?\\s*[:=]?\\s*[\\[{]");
    private static final List<String> VARIABLES = List.of("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG");

    /** The file that the engine would read; a variable that names a missing file is as good as not set. */
    static CliConfiguration find(Engine engine, Map<String, String> ours) {
        List<String> looked = new ArrayList<>();
        for (String variable : VARIABLES) {
            String value = ours.getOrDefault(variable, "");
            if (!value.isBlank() && Files.isRegularFile(Path.of(value))) {
                Path file = Path.of(value).toAbsolutePath();
                return new CliConfiguration(Optional.of(file), chooses(file), file + " (" + variable + ")" + SILENT);
            }
            if (!value.isBlank()) {
                looked.add(variable + " names " + value + ", which does not exist");
            }
        }
        for (Path file : usual(engine, ours)) {
            if (Files.isRegularFile(file)) {
                // The engine reads it by itself: it is handed over only where it decides about providers.
                boolean chooses = chooses(file);
                return new CliConfiguration(chooses ? Optional.of(file) : Optional.empty(), chooses, file + SILENT);
            }
            looked.add(file + " does not exist");
        }
        return new CliConfiguration(
                Optional.empty(), false, "the engine's configuration: " + String.join(", ", looked));
    }

    private static final String SILENT = " has no provider_installation";

    private static List<Path> usual(Engine engine, Map<String, String> ours) {
        Path home = UserCache.home(ours);
        Path terraform = home.resolve(".terraformrc");
        return engine.kind() == Engine.Kind.TERRAFORM
                ? List.of(terraform)
                : List.of(home.resolve(".tofurc"), home.resolve(".config/opentofu/tofurc"), terraform);
    }

    private static boolean chooses(Path file) {
        try {
            return INSTALLATION.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            // Not readable as text: the engine itself will say so.
            return false;
        }
    }
}
