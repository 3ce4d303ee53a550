package io.github.qisaws.architecture;

import java.util.List;
import java.util.Optional;

/**
 * Interface of a component: the inputs, outputs, and stateful resources of its Terraform module.
 *
 * @param name the module's folder, such as {@code load-balancer}
 * @param title display name of the component, such as "Load balancer"
 * @param purpose one or more sentences for the module's README
 * @param location where its resources are
 */
public record Contract(
        String name,
        String title,
        String purpose,
        List<Input> inputs,
        List<Output> outputs,
        List<Stateful> stateful,
        Location location) {

    public Contract {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        stateful = List.copyOf(stateful);
    }

    /** A component in the region of its environment. */
    public Contract(
            String name,
            String title,
            String purpose,
            List<Input> inputs,
            List<Output> outputs,
            List<Stateful> stateful) {
        this(name, title, purpose, inputs, outputs, stateful, Location.ENVIRONMENT);
    }

    public Optional<Input> input(String name) {
        return inputs.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
    }

    public boolean hasInput(String input) {
        return input(input).isPresent();
    }

    public boolean hasOutput(String output) {
        return outputs.stream().anyMatch(candidate -> candidate.name().equals(output));
    }

    /** The entry for a resource of the module, by its address inside the module without index. */
    public Optional<Stateful> stateful(String resource) {
        return stateful.stream()
                .filter(candidate -> candidate.resource().equals(resource))
                .findFirst();
    }

    /** The region of a component's resources. */
    public enum Location {
        /** The region of the environment. */
        ENVIRONMENT,
        /** The only region in which CloudFront accepts certificates and web ACLs, and in which it has metrics. */
        US_EAST_1
    }

    /** An output value of a module. */
    public record Output(String name, String description) {}

    /**
     * A stateful resource, whose loss cannot be undone.
     *
     * @param resource address inside the module, without index, such as {@code aws_ebs_volume.database}
     * @param loss the data that is lost with it, such as "all image records"
     */
    public record Stateful(String resource, String loss) {}
}
