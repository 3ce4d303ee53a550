package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.Map;
import java.util.SortedMap;

/**
 * The inputs of every component, and those whose values come from environment keys.
 *
 * @param fed not an input itself, but a container of inputs
 */
record Common(String environment, SortedMap<String, String> tags, Fed fed) {
    static Common of(Environment environment, Contract contract) {
        return new Common(
                environment.name(),
                Tags.of(
                        environment.name(),
                        environment.placement().region(),
                        environment.site().tags(),
                        contract),
                Fed.of(environment, contract));
    }

    /** The common inputs of a component without an environment file. */
    static Common of(String name, Map<String, String> tags, Contract contract) {
        return new Common(name, Tags.of(name, tags, contract), Fed.NOTHING);
    }
}
