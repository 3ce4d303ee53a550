package io.github.qisaws.pipeline;

import io.github.qisaws.plan.DriftReader;
import io.github.qisaws.review.Drift;
import io.github.qisaws.terraform.SharedProvider;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Verb;
import java.nio.file.Path;
import java.util.List;

/** Looks for what was changed outside Terraform; a saved plan stays as it is. */
public final class DriftCheck {
    private final Project project;
    private final Tools tools;

    public DriftCheck(Project project, Tools tools) {
        this.project = project;
        this.tools = tools;
    }

    /** Compares an environment's state with what is really there; changes neither. */
    public Drift of(String name, Talk talk) {
        Configured configured = Configured.of(project, name, talk);
        Workspace workspace = Workspace.of(project, configured, tools);
        workspace.initialize(talk);
        // The engine refuses to refresh outputs of what is not there.
        if (workspace.terraform().stateList().isEmpty()) {
            talk.say("Nothing was applied yet, so nothing can have drifted.");
            return new Drift(name, List.of());
        }
        Path folder = workspace.folder().resolve(".qis-aws").resolve("drift");
        Folders.delete(folder);
        PrivateFolder.create(folder);
        try (SharedProvider provider = SharedProvider.start(workspace.terraform(), tools.cache());
                Progress progress = new Progress(talk, "comparing", 0)) {
            Terraform terraform = provider.sharedBy(workspace.terraform());
            Path plan = folder.resolve("drift.tfplan");
            new Origins(configured).orThrow(terraform.plan(Verb.Plan.refreshOnly(plan), progress));
            Path json = folder.resolve("drift.json");
            terraform.show(plan, json).orThrow();
            return Drift.of(
                    name,
                    DriftReader.read(json, new IgnoredChanges(project, configured.deployment())),
                    configured.deployment().calls());
        } finally {
            // Both hold sensitive values in clear.
            Folders.delete(folder);
        }
    }
}
