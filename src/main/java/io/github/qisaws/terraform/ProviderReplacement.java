package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses settings of this machine that replace the provider in the lock file by another program: {@code
 * dev_overrides} in a CLI configuration file, and {@code TF_REATTACH_PROVIDERS}. Terraform checks no checksum of such a
 * provider, and it gets the AWS credentials.
 */
public final class ProviderReplacement {
    static final String REATTACH = "TF_REATTACH_PROVIDERS";

    private ProviderReplacement() {}

    /**
     * Throws if a provider is replaced.
     *
     * @param variables environment variables of this process
     * @param exitCode that of the problem
     */
    public static void refuse(Map<String, String> variables, ExitCode exitCode) {
        found(variables).ifPresent(what -> {
            throw new Problem(
                            exitCode,
                            "provider hashicorp/aws is replaced on this machine",
                            what
                                    + " A replaced provider gets the AWS credentials, and Terraform checks no checksum of it.",
                            "Remove the setting. To use another version, pass --provider-version.")
                    .asException();
        });
    }

    private static Optional<String> found(Map<String, String> variables) {
        if (!variables.getOrDefault(REATTACH, "").isBlank()) {
            return Optional.of("The environment variable " + REATTACH + " is set.");
        }
        return CliConfiguration.overriding(variables).map(file -> file + " contains dev_overrides.");
    }
}
