package io.github.qisaws.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.git.Git;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.synth.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses configuration files that Terraform would load although no review of the committed files shows them: files
 * that Git does not track, symbolic links, and modules from another folder than their source.
 *
 * <p>It runs before Terraform, because a plan already runs programs ({@code data "external"}).
 */
final class LoadedFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Names that Terraform or OpenTofu loads from a folder by itself, overrides included. Names that start with a dot
     * or end with a tilde are not loaded (Terraform: {@code internal/configs/parser_config_dir.go}).
     */
    private static final Pattern LOADED = Pattern.compile(".*\\.(tf|tofu)(\\.json)?|.*\\.tfvars(\\.json)?");

    private final Project project;
    private final ConfiguredEnvironment configured;
    private final Workspace workspace;

    private LoadedFiles(Project project, ConfiguredEnvironment configured, Workspace workspace) {
        this.project = project;
        this.configured = configured;
        this.workspace = workspace;
    }

    /** Throws if Terraform would load a file that is not part of the committed configuration. */
    static void check(Project project, ConfiguredEnvironment configured, Workspace workspace) {
        try {
            new LoadedFiles(project, configured, workspace).check();
        } catch (IOException e) {
            throw Folders.cannot(
                    "read the configuration of " + configured.environment().name(), e);
        }
    }

    private void check() throws IOException {
        Optional<Set<Path>> tracked = tracked();
        for (Path folder : configured.sources(project)) {
            if (Files.isSymbolicLink(folder)) {
                throw refused(folder, "It is a symbolic link, whose target can change after the review.");
            }
            for (Path file : visible(folder)) {
                if (Files.isSymbolicLink(file)) {
                    throw refused(file, "It is a symbolic link, whose target can change after the review.");
                }
                if (isLoaded(file)
                        && !isGenerated(file)
                        && tracked.filter(files -> !files.contains(file)).isPresent()) {
                    throw refused(file, "Terraform would load it, but Git does not track it, so no review shows it.");
                }
            }
        }
        checkScratch();
        checkModules();
    }

    /** In the folder for an emulator, only the files that qis-aws writes are expected. */
    private void checkScratch() throws IOException {
        for (Path file : workspace.emulated() ? visible(workspace.folder()) : List.<Path>of()) {
            if (isLoaded(file) && !workspace.ownFiles(configured).containsKey(name(file))) {
                throw refused(file, "qis-aws did not write it.");
            }
        }
    }

    /**
     * Modules that init has recorded must come from the folder that their source names, below a folder whose files are
     * inputs of the plan. Terraform trusts the record, which Git ignores.
     */
    private void checkModules() throws IOException {
        Path record = workspace.folder().resolve(".terraform/modules/modules.json");
        if (!Files.exists(record)) {
            return;
        }
        Map<String, Path> folders = new HashMap<>(Map.of("", workspace.folder()));
        List<Path> inputs =
                configured.sources(project).stream().map(Folders::real).toList();
        for (JsonNode module : JSON.readTree(record.toFile()).path("Modules")) {
            String key = module.path("Key").asText();
            String source = module.path("Source").asText();
            // Terraform records the target of a link, such as that of modules in a folder for an emulator.
            Path folder =
                    Folders.real(workspace.folder().resolve(module.path("Dir").asText()));
            Path parent = folders.get(key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "");
            boolean expected = parent != null
                    && source.startsWith(".")
                    && Folders.real(parent.resolve(source)).equals(folder)
                    && inputs.stream().anyMatch(folder::startsWith);
            if (!key.isEmpty() && !expected) {
                throw refused(
                        record,
                        "Module " + key + " would be loaded from " + folder + ". Its source is " + source
                                + ", and only modules of this project that the environment uses can be loaded.");
            }
            folders.put(key, folder);
        }
    }

    /** The files of the sources that Git tracks; empty without a repository or before its first commit. */
    private Optional<Set<Path>> tracked() {
        Tools tools = workspace.tools();
        Path root = project.root().toAbsolutePath().normalize();
        Git git = Git.in(root, tools.runner(), tools.variables());
        if (!git.isInstalled() || git.commit("HEAD").isEmpty()) {
            return Optional.empty();
        }
        String[] arguments = Stream.concat(
                        Stream.of("ls-files", "--"),
                        configured.sources(project).stream()
                                .map(folder -> root.relativize(folder).toString()))
                .toArray(String[]::new);
        return git.ask(arguments).map(lines -> lines.stream().map(root::resolve).collect(Collectors.toSet()));
    }

    /** All files and links below a folder, without hidden files and folders. */
    private static List<Path> visible(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder))
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoaded(Path file) {
        return LOADED.matcher(name(file)).matches();
    }

    /** The generated configuration is compared with the environment file, so it need not be committed yet. */
    private boolean isGenerated(Path file) {
        return file.equals(configured.folder().toAbsolutePath().normalize().resolve(Configuration.FILE));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private ProblemException refused(Path file, String why) {
        Path root = project.root().toAbsolutePath().normalize();
        return new Problem(
                        ExitCode.INVALID_ENVIRONMENT,
                        "file " + (file.startsWith(root) ? root.relativize(file) : file)
                                + " is not part of the reviewed configuration",
                        why,
                        "Remove the file. If it belongs to the project, add a regular file with git add.")
                .asException();
    }
}
