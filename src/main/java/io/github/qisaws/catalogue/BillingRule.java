package io.github.qisaws.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How AWS bills a resource type.
 *
 * @param item for {@code EACH}, the item in the price file; for {@code BY_USE}, what is billed, in words
 * @param attributes for each role of the kind, the path of the attribute that has it
 */
public record BillingRule(Kind kind, Optional<String> item, Map<String, String> attributes) {
    public BillingRule {
        attributes = Map.copyOf(attributes);
        if (!attributes.keySet().equals(kind.roles())) {
            throw new IllegalArgumentException("cost " + kind + " needs these attributes: " + kind.roles());
        }
        if (item.isPresent() != (kind == Kind.EACH || kind == Kind.BY_USE)) {
            throw new IllegalArgumentException("only cost each and by-use have an item, and need one");
        }
    }

    /** The path of the attribute with this role. */
    public String attribute(String role) {
        if (!attributes.containsKey(role)) {
            throw new IllegalArgumentException("cost " + kind + " has no attribute " + role);
        }
        return attributes.get(role);
    }

    /** Each kind has its own calculation, and names the roles of the attributes that the calculation reads. */
    public enum Kind {
        FREE(""),
        BY_USE(""),
        EACH(""),
        SERVER("type size storage monitoring public"),
        FLEET("minimum maximum"),
        /** Free by itself; its attributes describe the servers of a fleet. */
        TEMPLATE("type size storage monitoring public"),
        VOLUME("size storage"),
        LOAD_BALANCER("type"),
        ENDPOINT("type subnets"),
        DATABASE("type size storage standby"),
        CACHE("type nodes"),
        CONTAINER_SERVICE("launch tasks"),
        /** Free by itself; its attributes describe the tasks of a container service. */
        CONTAINER_TASK("cpu memory architecture"),
        /** Free by itself; its attributes describe how many tasks a container service has. */
        CONTAINER_SCALING("minimum maximum"),
        WEB_ACL("rules");

        private final String roles;

        Kind(String roles) {
            this.roles = roles;
        }

        private Set<String> roles() {
            return roles.isEmpty() ? Set.of() : Set.of(roles.split(" ", -1));
        }
    }
}
