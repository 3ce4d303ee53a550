package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.StateBackend;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment's components wired together, from which its Terraform configuration is generated.
 *
 * @param name the environment's name
 * @param calls the module calls; each precedes those that use its outputs
 * @param parameters SSM parameters that are read at plan time, by data source name
 * @param outputs output values of the environment, by name
 */
public record Deployment(
        String name,
        Placement placement,
        StateBackend state,
        List<Call> calls,
        SortedMap<String, String> parameters,
        SortedMap<String, Output> outputs) {

    public Deployment {
        calls = List.copyOf(calls);
        parameters = new TreeMap<>(parameters);
        outputs = new TreeMap<>(outputs);
    }

    /**
     * An output value of the environment.
     *
     * @param value a Terraform reference
     */
    public record Output(String description, String value) {}
}
