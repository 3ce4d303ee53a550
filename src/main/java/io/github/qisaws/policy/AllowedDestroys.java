package io.github.qisaws.policy;

import java.util.Set;

/**
 * The resources whose data one command may destroy. Nothing that is stored with a plan adds to them, so each command
 * names them again.
 *
 * @param addresses resource addresses given with {@code --allow-destroy}
 * @param wholeEnvironment whether the user confirms to destroy all resources, as {@code destroy} asks; it counts only
 *     for an environment with {@code protect: false}
 */
public record AllowedDestroys(Set<String> addresses, boolean wholeEnvironment) {
    public static final AllowedDestroys NONE = named(Set.of());

    public AllowedDestroys {
        addresses = Set.copyOf(addresses);
    }

    /** Only the named resources. */
    public static AllowedDestroys named(Set<String> addresses) {
        return new AllowedDestroys(addresses, false);
    }

    /** The named resources, and all resources of an environment with {@code protect: false}. */
    public static AllowedDestroys byDestroy(Set<String> addresses) {
        return new AllowedDestroys(addresses, true);
    }
}
