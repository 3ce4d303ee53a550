package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.git.Git;
import io.github.qisaws.git.GitChanges;
import io.github.qisaws.seal.PlanInputs;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the environments whose plan may change with a change of files, so that CI plans no others. */
public final class AffectedEnvironments {
    /** Files of the tool itself, which generates every environment's configuration. */
    private static final List<String> TOOL = List.of("src/main/", "pom.xml", "qis-aws", "mvnw", ".mvn/");

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;

    public AffectedEnvironments(Project project, Tools tools, ProgressLog log) {
        this.project = project;
        this.tools = tools;
        this.log = log;
    }

    /**
     * The environments, sorted, whose plan may differ from a commit or branch. A removed environment is only reported.
     */
    public List<String> since(String base) {
        SortedSet<String> files = new GitChanges(Git.in(project.root(), tools.runner(), tools.variables())).since(base);
        List<String> all = project.environments();
        Set<String> folders = folderNames(files, "environments");
        folders.stream()
                .filter(name -> !all.contains(name))
                .forEach(name -> log.say("note: environments/" + name
                        + " was removed or has no environment.yaml. Its resources stay in AWS until you destroy the"
                        + " environment from "
                        + base + "."));
        if (files.stream().anyMatch(AffectedEnvironments::isTool)) {
            return all;
        }
        Set<String> modules = folderNames(
                files.stream().filter(PlanInputs::matters).collect(Collectors.toCollection(TreeSet::new)), "modules");
        return all.stream()
                .filter(name -> folders.contains(name) || uses(name, modules))
                .toList();
    }

    private boolean uses(String name, Set<String> modules) {
        if (modules.isEmpty()) {
            return false;
        }
        Path folder = project.folder(name);
        Optional<Environment> environment = EnvironmentFile.check(folder).environment();
        // An environment that cannot be read is included, so that the plan reports its mistakes.
        return environment.isEmpty()
                || Architectures.deploymentOf(environment.get()).calls().stream()
                        .map(Call::contract)
                        .anyMatch(contract -> modules.contains(contract.name()));
    }

    private static boolean isTool(String file) {
        return TOOL.stream().anyMatch(each -> each.endsWith("/") ? file.startsWith(each) : file.equals(each));
    }

    private static Set<String> folderNames(Set<String> files, String first) {
        return files.stream()
                .map(file -> file.split("/", 3))
                .filter(parts -> parts.length == 3 && parts[0].equals(first))
                .map(parts -> parts[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
