package io.github.qisaws.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the plan does with one resource.
 *
 * @param type the resource's type, such as {@code aws_ebs_volume}
 * @param reason Terraform's code for why, such as {@code delete_because_no_resource_config}; often empty
 * @param attributes every scalar that is set before or after, whether it changes or not
 */
public record Change(
        Address address, String type, Action action, String reason, Origin origin, List<Attribute> attributes) {

    public Change {
        attributes = List.copyOf(attributes);
    }

    /**
     * Where the resource comes from.
     *
     * @param previousAddress the address it had, when a {@code moved} block applies
     * @param importId the id of the existing resource that is taken up
     * @param deposed key of an old object that is still to be destroyed
     */
    public record Origin(Optional<Address> previousAddress, Optional<String> importId, Optional<String> deposed) {
        public static final Origin PLAIN = new Origin(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What a person must name to allow the loss of this very object: its address, and for a deposed object also its
     * key, since the resource itself may go on living at the same address.
     */
    public String name() {
        return origin.deposed()
                .map(key -> address.text() + " (deposed " + key + ")")
                .orElse(address.text());
    }

    /** Whether anything happens at all: an action, a new address, or an import. */
    public boolean happens() {
        return action.changesSomething()
                || origin.previousAddress().isPresent()
                || origin.importId().isPresent();
    }

    /** The attribute with exactly this path. */
    public Optional<Attribute> attribute(String path) {
        return attributes.stream().filter(each -> each.path().equals(path)).findFirst();
    }

    /** The value that the attribute has now; absent when it has none. */
    public Value before(String path) {
        return attribute(path).map(Attribute::before).orElse(Value.ABSENT);
    }

    /** The value that the attribute will have; absent when it will have none. */
    public Value after(String path) {
        return attribute(path).map(Attribute::after).orElse(Value.ABSENT);
    }

    public Stream<Attribute> changed() {
        return attributes.stream().filter(Attribute::changed);
    }
}
