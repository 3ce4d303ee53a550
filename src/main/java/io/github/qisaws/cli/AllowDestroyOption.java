package io.github.qisaws.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --allow-destroy}: addresses of the resources whose data may be destroyed. */
final class AllowDestroyOption {
    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description =
                    "Resource address whose data may be destroyed. Repeatable. Holds for this command only: pass it to"
                            + " plan and again to apply.")
    private Set<String> addresses = new LinkedHashSet<>();

    Set<String> addresses() {
        return addresses;
    }
}
