package io.github.qisaws.cli;

import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Tools;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs Terraform. */
final class EngineOptions {
    @Option(
            names = "--engine",
            paramLabel = "PROGRAM",
            description =
                    "Name or path of terraform or tofu, version 1.10 or later (default: the first one on the PATH).")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--provider-mirror",
            paramLabel = "DIR",
            description = "Provider mirror: a folder with registry.terraform.io/hashicorp/aws (default: detected).")
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
