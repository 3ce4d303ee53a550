package io.github.qisaws.workspace;

import io.github.qisaws.terraform.ProviderRequest;
import java.util.Optional;

/**
 * The engine and the provider, as the command line chooses them.
 *
 * @param program path or name of the engine; empty: look for one
 * @param providerMirror a folder that holds registry.terraform.io; empty: look for one
 * @param version the AWS provider version for a first init
 * @param debug leave the engine's log on
 */
public record EngineChoice(
        Optional<String> program, Optional<String> providerMirror, ProviderRequest version, boolean debug) {
    /** Without any option. */
    public static final EngineChoice USUAL =
            new EngineChoice(Optional.empty(), Optional.empty(), ProviderRequest.TESTED, false);
}
