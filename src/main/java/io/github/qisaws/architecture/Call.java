package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One use of a component in a deployment: a module block.
 *
 * @param name the block's name, so that its resources are {@code module.<name>.…}
 * @param arguments input to value as JSON data; strings may hold Terraform references
 */
public record Call(String name, Contract contract, SortedMap<String, Object> arguments) {

    /** Rejects arguments that are not in the contract, and missing required arguments. */
    public Call {
        for (String argument : arguments.keySet()) {
            if (!contract.hasInput(argument)) {
                throw new IllegalArgumentException(contract.name() + " has no input " + argument);
            }
        }
        for (Input input : contract.inputs()) {
            if (input.defaultValue().isEmpty() && !arguments.containsKey(input.name())) {
                throw new IllegalArgumentException(contract.name() + " requires " + input.name());
            }
        }
        arguments = new TreeMap<>(arguments);
    }

    static Call of(Inputs inputs) {
        return new Call(inputs.contract().name(), inputs.contract(), Arguments.of(inputs));
    }

    /** A call of a component whose inputs all come from environment keys or have defaults. */
    static Call of(Environment environment, Contract contract) {
        Common common = Common.of(environment, contract);
        SortedMap<String, Object> arguments = new TreeMap<>(common.fed().arguments());
        arguments.putAll(Arguments.members(common));
        return new Call(contract.name(), contract, arguments);
    }

    /** A reference without <code>${}</code> to one of the component's outputs. */
    String reference(String output) {
        if (!contract.hasOutput(output)) {
            throw new IllegalArgumentException(contract.name() + " has no output " + output);
        }
        return "module." + name + "." + output;
    }
}
