package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.environment.Settings;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of the inputs that come from environment keys.
 *
 * @param arguments input to value as JSON data; without inputs whose key is missing and has no fixed default
 */
record Fed(SortedMap<String, Object> arguments) {
    static final Fed NOTHING = new Fed(new TreeMap<>());

    static Fed of(Environment environment, Contract contract) {
        Settings settings = environment.site().settings();
        SortedMap<String, Object> arguments = new TreeMap<>();
        for (Input input : contract.inputs()) {
            input.origin()
                    .filter(Input.Origin::fed)
                    .flatMap(origin -> settings.value(EnvironmentSchema.key(origin.path())))
                    .ifPresent(value -> arguments.put(input.name(), value));
        }
        return new Fed(arguments);
    }
}
