package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Input;
import io.github.qisaws.module.ModuleSynthesizer.Synthesized;
import io.github.qisaws.synth.StableJson;
import io.github.qisaws.synth.Versions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generated files of one module, by path below {@code modules/<name>/}. */
final class ModuleFiles {
    /** The version of the modules, for users who pin it. */
    static final String VERSION = "0.1.0";

    private ModuleFiles() {}

    static SortedMap<String, String> of(Synthesized module) {
        Contract contract = module.definition().contract();
        String header = "Version " + VERSION + ". Generated from "
                + module.definition().getClass().getSimpleName() + ".java by qis-aws modules generate; do not edit.";
        SortedMap<String, String> files = new TreeMap<>();
        SortedMap<String, Object> body = new TreeMap<>(module.body());
        // In a file of their own: checkov 3.3 cannot read a JSON file with moved blocks, and would skip the resources.
        Optional.ofNullable(body.remove("moved"))
                .ifPresent(moved -> files.put("moved.tf.json", write(header, Map.of("moved", moved))));
        files.put("main.tf.json", write(header, body));
        files.put("variables.tf.json", write(header, Map.of("variable", variables(contract))));
        files.put("outputs.tf.json", write(header, Map.of("output", outputs(contract, module.outputs()))));
        files.put("versions.tf.json", write(header, Map.of("terraform", versions())));
        files.put("examples/basic/main.tf.json", write(header, example(contract)));
        files.put("tests/inputs.tftest.json", StableJson.write(ModuleTests.inputs(module.definition())));
        files.put("README.md", ModuleReadme.of(contract));
        files.putAll(module.definition().files());
        return files;
    }

    private static String write(String header, Map<String, Object> content) {
        SortedMap<String, Object> file = new TreeMap<>(content);
        file.put("//", header);
        return StableJson.write(file);
    }

    private static Map<String, Object> variables(Contract contract) {
        Map<String, Object> result = new TreeMap<>();
        for (Input input : contract.inputs()) {
            Map<String, Object> variable = new LinkedHashMap<>();
            variable.put("description", input.description());
            variable.put("type", input.type());
            variable.put("nullable", false);
            input.defaultValue().ifPresent(value -> variable.put("default", value));
            variable.put(
                    "validation",
                    input.rules().stream()
                            .map(rule ->
                                    Map.of("condition", "${" + rule.condition() + "}", "error_message", rule.message()))
                            .toList());
            result.put(input.name(), variable);
        }
        return result;
    }

    private static Map<String, Object> outputs(Contract contract, SortedMap<String, SortedMap<String, Object>> blocks) {
        Map<String, Object> result = new TreeMap<>();
        for (Contract.Output output : contract.outputs()) {
            Map<String, Object> block = new TreeMap<>(blocks.get(output.name()));
            block.put("description", output.description());
            result.put(output.name(), block);
        }
        return result;
    }

    static Map<String, Object> versions() {
        return Map.of(
                "required_version",
                Versions.TERRAFORM,
                "required_providers",
                Map.of("aws", Map.of("source", "hashicorp/aws", "version", Versions.AWS)));
    }

    private static Map<String, Object> example(Contract contract) {
        Map<String, Object> call = new TreeMap<>(exampleArguments(contract));
        call.put("source", "../..");
        return Map.of(
                "terraform",
                versions(),
                "provider",
                Map.of("aws", List.of(Map.of("region", "eu-west-1"))),
                "module",
                Map.of(contract.name(), call));
    }

    /** Example values for the required inputs. */
    static SortedMap<String, Object> exampleArguments(Contract contract) {
        SortedMap<String, Object> arguments = new TreeMap<>();
        contract.inputs().stream()
                .filter(input -> input.defaultValue().isEmpty())
                .forEach(input -> arguments.put(input.name(), input.example()));
        return arguments;
    }
}
