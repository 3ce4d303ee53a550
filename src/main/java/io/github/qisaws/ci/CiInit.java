package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.git.Git;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes CI pipelines to the repository of a project. */
public final class CiInit {
    private final Project project;
    private final Git git;
    private final ProgressLog log;
    private final Effects effects;

    public CiInit(Project project, Tools tools, ProgressLog log) {
        this.project = project;
        this.git = Git.in(project.root(), tools.runner(), tools.variables());
        this.log = log;
        this.effects = tools.effects();
    }

    /**
     * Writes all files, or none if one cannot be overwritten.
     *
     * @param repository path of the repository on its host; empty: from the remote origin
     * @param branch branch from which environments are applied; empty: the remote's default branch
     * @param force whether to overwrite existing files that differ
     * @return the setup steps for the user
     */
    public String write(CiSystem system, Optional<String> repository, Optional<String> branch, boolean force) {
        CiSetup setup = setup(system, repository, branch);
        Path top = first("rev-parse", "--show-toplevel").map(Path::of).orElse(project.root());
        SortedMap<String, String> files = CiFiles.of(system, setup);
        List<String> others = files.keySet().stream()
                .filter(name -> Files.exists(top.resolve(name)))
                .filter(name -> !Folders.read(top.resolve(name)).equals(files.get(name)))
                .toList();
        if (!others.isEmpty() && !force) {
            throw differ(others).asException();
        }
        files.forEach((name, text) -> {
            boolean there = Files.exists(top.resolve(name)) && !others.contains(name);
            if (!there) {
                Folders.write(top.resolve(name), text, effects);
            }
            log.say((there ? "Up to date: " : "Wrote ") + name);
        });
        return CiAdvice.of(system, setup);
    }

    private CiSetup setup(CiSystem system, Optional<String> repository, Optional<String> branch) {
        List<Environment> environments = project.environments().stream()
                .map(name -> EnvironmentFile.read(project.existingFolder(name)))
                .toList();
        environments.stream()
                .filter(environment -> environment.state() instanceof StateBackend.Cloud)
                .forEach(environment -> log.say("note: " + environment.name()
                        + " keeps its state in HCP Terraform. These pipelines cannot apply it,"
                        + " because plan --store requires a state bucket."));
        String prefix = first("rev-parse", "--show-prefix").orElse("");
        return new CiSetup(
                TrustedRepository.requirePath(
                        system, repository.or(this::ofRemote).orElseThrow(() -> noRepository()
                                .asException())),
                TrustedRepository.requireBranch(
                        branch.or(() -> first("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
                                        .map(name -> name.replaceFirst("^origin/", "")))
                                .orElse("main")),
                prefix.isEmpty() ? "." : prefix.replaceFirst("/$", ""),
                environments,
                project.modules());
    }

    private Optional<String> ofRemote() {
        return first("remote", "get-url", "origin").flatMap(TrustedRepository::ofRemote);
    }

    private Optional<String> first(String... arguments) {
        return git.ask(arguments).flatMap(lines -> lines.stream().findFirst()).filter(line -> !line.isEmpty());
    }

    private static Problem noRepository() {
        return new Problem(
                ExitCode.USAGE,
                "repository name not found",
                "There is no Git remote named origin with a host. AWS must know whose CI jobs to trust.",
                "Pass --repository OWNER/NAME.");
    }

    private static Problem differ(List<String> files) {
        return new Problem(
                ExitCode.USAGE,
                "existing files differ from the generated pipelines",
                String.join("\n", files),
                "Rerun with --force to overwrite them, then check git diff.");
    }
}
