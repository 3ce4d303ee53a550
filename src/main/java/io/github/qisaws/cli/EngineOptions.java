package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Tools;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs the engine. */
final class EngineOptions {
    @Option(
            names = "--engine",
            paramLabel = "PROGRAM",
            description = "terraform or tofu, 1.10 or later, by name or path; default: the first on the PATH.")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--provider-mirror",
            paramLabel = "DIR",
            description = "A folder that holds registry.terraform.io/hashicorp/aws; default: found by itself.")
    private Optional<String> providerMirror = Optional.empty();

    @Option(
            names = ProviderRequest.OPTION,
            paramLabel = "VERSION|newest",
            description =
                    "AWS provider version for the first init, such as 6.48.0, or newest. Fails if the lock file selects"
                            + " another version (default: the newest tested version).")
    private Optional<String> providerVersion = Optional.empty();

    Tools tools(QisAws root) {
        return Tools.of(
                new ProcessRunner(root.interrupts()),
                System.getenv(),
                new EngineChoice(
                        engine, providerMirror, ProviderRequest.of(providerVersion, Tools.PROVIDERS), root.debug()),
                root.effects());
    }

    Deployments deployments(QisAws root) {
        return new Deployments(root.project(), tools(root), root.console());
    }
}
