package io.github.qisaws.workspace;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.synth.Configuration.Standing;
import io.github.qisaws.synth.Synthesis;
import io.github.qisaws.synth.Synthesizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An environment whose generated configuration is up to date.
 *
 * @param folder contains the environment file and the configuration
 */
public record ConfiguredEnvironment(
        Environment environment, Deployment deployment, Configuration configuration, Path folder) {

    /** The folders with the planned files: the environment's own, and each module that it uses; absolute. */
    public List<Path> sources(Project project) {
        return Stream.concat(Stream.of(folder), deployment.calls().stream().map(call -> project.modules()
                        .resolve(call.contract().name())))
                .map(path -> path.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /**
     * Reads an environment; regenerates its configuration only if it is out of date.
     *
     * @param effects where a written file is noted
     */
    public static ConfiguredEnvironment of(Project project, String name, ProgressLog log, Effects effects) {
        return of(project, name, log, effects, Synthesizer::synthesize);
    }

    static ConfiguredEnvironment of(
            Project project, String name, ProgressLog log, Effects effects, Synthesis synthesis) {
        Path folder = project.existingFolder(name);
        Environment environment = EnvironmentFile.read(folder);
        Deployment deployment = Architectures.deploymentOf(environment);
        Path file = folder.resolve(Configuration.FILE);
        Configuration configuration = committed(file, deployment, log, effects, synthesis);
        return new ConfiguredEnvironment(environment, deployment, configuration, folder);
    }

    /** Synchronized: environments are read in parallel, and CDKTF does not support concurrent use. */
    private static synchronized Configuration committed(
            Path file, Deployment deployment, ProgressLog log, Effects effects, Synthesis synthesis) {
        if (Files.isRegularFile(file)) {
            Configuration committed = new Configuration(Folders.read(file));
            Standing standing = committed.standing(deployment);
            if (standing == Standing.EDITED) {
                throw edited(file, deployment.name()).asException();
            }
            if (standing == Standing.CURRENT) {
                return committed;
            }
        }
        log.say("Generating " + file
                + " because the environment file or qis-aws has changed (starts CDKTF, a few seconds)…");
        Configuration made = synthesis.of(List.of(deployment)).get(deployment);
        Folders.write(file, made.text(), effects);
        return made;
    }

    private static Problem edited(Path file, String environment) {
        return new Problem(
                ExitCode.INVALID_ENVIRONMENT,
                file + " was edited by hand",
                "The file is generated from " + EnvironmentFile.NAME
                        + ". Its content does not match the hash in its header.",
                "Make the change in " + EnvironmentFile.NAME + ", then run qis-aws synth " + environment
                        + " to regenerate the file.");
    }

    /**
     * Generates the configurations of environments and overwrites the existing files.
     *
     * @param effects where written files are noted
     * @return for each environment whether its file changed
     */
    public static Map<Path, Boolean> synthesize(Project project, List<String> names, Effects effects) {
        return synthesize(project, names, effects, Synthesizer::synthesize);
    }

    static Map<Path, Boolean> synthesize(Project project, List<String> names, Effects effects, Synthesis synthesis) {
        Map<Path, Boolean> changed = new LinkedHashMap<>();
        Map<Deployment, Configuration> made = synthesis.of(deployments(project, names));
        made.forEach((deployment, configuration) -> {
            Path file = project.folder(deployment.name()).resolve(Configuration.FILE);
            boolean same = holds(file, configuration);
            if (!same) {
                Folders.write(file, configuration.text(), effects);
            }
            changed.put(file, !same);
        });
        return changed;
    }

    /** The files that are out of date; writes nothing. */
    public static List<Path> outdated(Project project, List<String> names) {
        return Synthesizer.synthesize(deployments(project, names)).entrySet().stream()
                .filter(made ->
                        !holds(project.folder(made.getKey().name()).resolve(Configuration.FILE), made.getValue()))
                .map(made -> project.folder(made.getKey().name()).resolve(Configuration.FILE))
                .toList();
    }

    /** Reads all environments before anything is written, so that one invalid file prevents every change. */
    static List<Deployment> deployments(Project project, List<String> names) {
        return names.stream()
                .map(project::existingFolder)
                .map(EnvironmentFile::read)
                .map(Architectures::deploymentOf)
                .toList();
    }

    /** Writes the folder that cdktf-cli reads, with a manifest and one stack per environment. */
    public static void synthesizeForCdktf(Project project, List<String> names, Path outdir) {
        Synthesizer.synthesizeForCdktf(deployments(project, names), outdir);
    }

    private static boolean holds(Path file, Configuration configuration) {
        return Files.isRegularFile(file) && Folders.read(file).equals(configuration.text());
    }
}
