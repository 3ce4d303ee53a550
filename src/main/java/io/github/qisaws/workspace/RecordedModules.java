package io.github.qisaws.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The modules that init has recorded in a folder. Terraform trusts the record, which Git ignores. */
final class RecordedModules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Project project;
    private final ConfiguredEnvironment configured;
    private final Path folder;
    private final Map<String, Path> folders = new HashMap<>();
    private final List<Path> inputs;

    RecordedModules(Project project, ConfiguredEnvironment configured, Path folder) {
        this.project = project;
        this.configured = configured;
        this.folder = folder;
        this.inputs = configured.sources(project).stream().map(Folders::real).toList();
        folders.put("", folder);
    }

    Path file() {
        return folder.resolve(".terraform/modules/modules.json");
    }

    /**
     * Why a module must not be loaded, if there is one. Each must come from the folder that its source names, below a
     * folder whose files are inputs of the plan. Removes modules that the environment called before its file changed:
     * init leaves them in the record, and without their entries Terraform does not load them.
     */
    Optional<String> unexpected() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        JsonNode record = JSON.readTree(file().toFile());
        boolean changed = false;
        for (Iterator<JsonNode> modules = record.path("Modules").iterator(); modules.hasNext(); ) {
            JsonNode module = modules.next();
            String key = module.path("Key").asText();
            // Terraform records the target of a link, such as that of modules in a folder for an emulator.
            Path loaded = Folders.real(folder.resolve(module.path("Dir").asText()));
            boolean own = key.isEmpty() || isFromSource(module, loaded);
            if (own && isOutdated(key, loaded)) {
                modules.remove();
                changed = true;
            } else if (!key.isEmpty() && !(own && inputs.stream().anyMatch(loaded::startsWith))) {
                return Optional.of("Module " + key + " would be loaded from " + loaded + ". Its source is "
                        + module.path("Source").asText()
                        + ", and only modules of this project that the environment uses can be loaded.");
            }
            folders.put(key, loaded);
        }
        if (changed) {
            Folders.write(file(), record.toString());
        }
        return Optional.empty();
    }

    private boolean isFromSource(JsonNode module, Path loaded) {
        String key = module.path("Key").asText();
        String source = module.path("Source").asText();
        Path parent = folders.get(key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "");
        return parent != null
                && source.startsWith(".")
                && Folders.real(parent.resolve(source)).equals(loaded);
    }

    /** Whether it is a module of this project that the environment does not call any more. */
    private boolean isOutdated(String key, Path loaded) {
        String called = key.split("\\.", 2)[0];
        return loaded.startsWith(Folders.real(project.modules()))
                && configured.deployment().calls().stream()
                        .noneMatch(call -> call.name().equals(called));
    }
}
