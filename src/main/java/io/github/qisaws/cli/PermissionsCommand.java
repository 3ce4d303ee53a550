package io.github.qisaws.cli;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import io.github.qisaws.permissions.Source;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the IAM policies that a deployer of an environment needs. */
@Command(
        name = "permissions",
        description = "Prints the least IAM policies for deploying an environment. Does not call AWS.")
final class PermissionsCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(
            names = "--for",
            paramLabel = "PURPOSE",
            description = "What the deployer may do: plan, apply (plan, apply, and destroy), recover (apply, and import"
                    + " resources that are missing from the state), restore (apply, and restore data with qis-aws"
                    + " restore), or migrate (move an existing QIS into the applied environment). Default: apply.",
            defaultValue = "apply")
    private Purpose purpose;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Write each policy document to a file in DIR, and print the file names.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "Print JSON with the documents, and the source of each action.")
    private boolean json;

    @Override
    public Integer call() {
        Project project = root.project();
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        DeployerPolicy policy = DeployerPolicy.of(environment, project.modules(), purpose);
        if (json) {
            root.console().print(Json.of(data(policy)));
        } else if (output.isPresent()) {
            write(output.get(), policy.documents());
        } else {
            policy.documents().forEach(document -> root.console().print(document.strip()));
        }
        note(policy);
        return ExitCode.OK.number();
    }

    private Map<String, Object> data(DeployerPolicy policy) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("schema-version", 1);
        data.put("environment", name);
        data.put("for", purpose);
        data.put("documents", policy.policies());
        data.put("sources", policy.actions());
        data.put("unknown", policy.unknown());
        return data;
    }

    private void write(Path folder, List<String> documents) {
        for (int i = 0; i < documents.size(); i++) {
            Path file = folder.resolve(name + "-" + Json.word(purpose) + "-" + (i + 1) + ".json");
            Folders.write(file, documents.get(i), root.effects());
            root.console().print(file.toString());
        }
    }

    private void note(DeployerPolicy policy) {
        Console console = root.console();
        int documents = policy.documents().size();
        if (documents > 1) {
            console.say("note: " + documents + " policy documents, because a managed policy has at most 6,144"
                    + " characters. Attach all of them.");
        }
        long unseen = policy.actions().values().stream()
                .filter(source -> source == Source.DOCUMENTS)
                .count();
        console.say("note: " + policy.actions().size() + " actions of resources; " + unseen
                + " are known from documentation only. To list the sources, run qis-aws permissions " + name
                + " --json.");
        if (!policy.unknown().isEmpty()) {
            console.say("warning: no permissions known for " + String.join(", ", policy.unknown()) + ".");
        }
    }
}
