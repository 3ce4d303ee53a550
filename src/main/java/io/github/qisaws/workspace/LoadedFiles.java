package io.github.qisaws.workspace;

import io.github.qisaws.git.Git;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.synth.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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

    private void checkModules() throws IOException {
        RecordedModules modules = new RecordedModules(project, configured, workspace.folder());
        Optional<String> unexpected = modules.unexpected();
        if (unexpected.isPresent()) {
            throw refused(modules.file(), unexpected.get());
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
