package io.github.qisaws.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The resources whose loss the user permits. */
final class AllowDestroyOption {
    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Exact address of a resource whose data may be lost; may be given again."
                    + " At apply it only confirms what plan was told.")
    private Set<String> addresses = new LinkedHashSet<>();

    Set<String> addresses() {
        return addresses;
    }
}
