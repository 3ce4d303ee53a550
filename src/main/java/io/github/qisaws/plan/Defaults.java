package io.github.qisaws.plan;

import java.util.Optional;

/** Which values of new resources are unknown only because the configuration leaves them to the provider. */
public final class Defaults {
    /** Of a plan without a configuration, in which nothing can be proven. */
    static final Defaults NONE = new Defaults(Optional.empty());

    private final Optional<Declared> declared;

    private Defaults(Optional<Declared> declared) {
        this.declared = declared;
    }

    static Defaults of(Optional<Declared> declared) {
        return new Defaults(declared);
    }

    /**
     * Whether the provider will choose the value, because the block of the new resource does not set it. False for
     * attributes inside blocks: the plan's configuration does not contain {@code dynamic} blocks, which may set them.
     */
    public boolean chooses(Change change, Attribute attribute) {
        return change.action() == Action.CREATE
                && attribute.after().isUnknown()
                && attribute.path().matches("\\w+")
                && declared.filter(each -> each.omits(change.address(), attribute.path()))
                        .isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Defaults defaults && declared.equals(defaults.declared);
    }

    @Override
    public int hashCode() {
        return declared.hashCode();
    }
}
