package io.github.qisaws.workspace;

import io.github.qisaws.terraform.ProviderRequest;
import java.util.Optional;

/**
 * Terraform program and provider, as chosen on the command line.
 *
 * @param program path or name of terraform or tofu; empty: the first one on the PATH
 * @param providerMirror a folder with registry.terraform.io; empty: detected
 * @param version the AWS provider version for the first init
 * @param debug whether to keep Terraform's log enabled
 */
public record EngineChoice(
        Optional<String> program, Optional<String> providerMirror, ProviderRequest version, boolean debug) {
    /** The choice without any option. */
    public static final EngineChoice USUAL =
            new EngineChoice(Optional.empty(), Optional.empty(), ProviderRequest.TESTED, false);
}
