package io.github.qisaws.architecture;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One use of a component in a deployment: a module block.
 *
 * @param name the block's name, so that its resources are {@code module.<name>.…}
 * @param arguments input to value as JSON data; strings may hold Terraform references
 */
public record Call(String name, Contract contract, SortedMap<String, Object> arguments) {

    /** Refuses an argument that the contract does not have and a missing one that it demands. */
    public Call {
        for (String argument : arguments.keySet()) {
            if (!contract.hasInput(argument)) {
                throw new IllegalArgumentException(contract.name() + " has no input " + argument);
            }
        }
        for (Input input : contract.inputs()) {
            if (input.defaultValue().isEmpty() && !arguments.containsKey(input.name())) {
                throw new IllegalArgumentException(contract.name() + " needs " + input.name());
            }
        }
        arguments = new TreeMap<>(arguments);
    }

    public static Call of(Contract contract, Map<String, Object> arguments) {
        return new Call(contract.name(), contract, new TreeMap<>(arguments));
    }

    /** A reference to one of the component's outputs, for use in another call's arguments. */
    public String output(String output) {
        return "${" + reference(output) + "}";
    }

    /** The same without <code>${}</code>, for use inside a longer expression. */
    public String reference(String output) {
        if (!contract.hasOutput(output)) {
            throw new IllegalArgumentException(contract.name() + " has no output " + output);
        }
        return "module." + name + "." + output;
    }
}
