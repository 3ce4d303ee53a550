package io.github.qisaws.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The planned change of one resource.
 *
 * @param type the resource's type, such as {@code aws_ebs_volume}
 * @param reason Terraform's code for the reason, such as {@code delete_because_no_resource_config}; often empty
 * @param attributes all scalar attributes that are set before or after the change, also the unchanged ones
 * @param concealed the attributes inside lists and objects that are hidden as a whole; only for decisions
 */
public record Change(
        Address address,
        String type,
        Action action,
        String reason,
        Origin origin,
        List<Attribute> attributes,
        List<Attribute> concealed) {

    public Change {
        attributes = List.copyOf(attributes);
        concealed = List.copyOf(concealed);
    }

    /**
     * Origin of the resource, if Terraform did not just find it at its address.
     *
     * @param previousAddress the previous address, if a {@code moved} block applies
     * @param importId the ID of the existing resource to import
     * @param deposed key of a deposed object, which an earlier replacement did not destroy
     */
    public record Origin(Optional<Address> previousAddress, Optional<String> importId, Optional<String> deposed) {
        public static final Origin PLAIN = new Origin(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The value of {@code --allow-destroy} for this object: its address, and for a deposed object also its key, because
     * the current object has the same address.
     */
    public String name() {
        return origin.deposed()
                .map(key -> address.text() + " (deposed " + key + ")")
                .orElse(address.text());
    }

    /** Whether the plan changes anything: by an action, a new address, or an import. */
    public boolean happens() {
        return action.changesSomething()
                || origin.previousAddress().isPresent()
                || origin.importId().isPresent();
    }

    /** The attribute with exactly this path. */
    public Optional<Attribute> attribute(String path) {
        return attributes.stream().filter(each -> each.path().equals(path)).findFirst();
    }

    /** The value before the change; absent if the attribute is not set. */
    public Value before(String path) {
        return attribute(path).map(Attribute::before).orElse(Value.ABSENT);
    }

    /** The value after the change; absent if the attribute is not set. */
    public Value after(String path) {
        return attribute(path).map(Attribute::after).orElse(Value.ABSENT);
    }

    /** All attributes, also those that are not displayed. */
    public Stream<Attribute> judged() {
        return Stream.concat(attributes.stream(), concealed.stream());
    }

    public Stream<Attribute> changed() {
        return attributes.stream().filter(Attribute::changed);
    }
}
