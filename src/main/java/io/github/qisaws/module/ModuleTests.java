package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A module's generated {@code terraform test}: the example can be planned, and each rule rejects its wrong value. */
final class ModuleTests {
    private ModuleTests() {}

    static Map<String, Object> inputs(ModuleDefinition definition) {
        Contract contract = definition.contract();
        List<Map<String, Object>> runs = new ArrayList<>();
        runs.add(Map.of("example_plans", Map.of("command", "plan")));
        for (Input input : contract.inputs()) {
            int number = 0;
            for (Input.Rule rule : input.rules()) {
                number++;
                String name = "refuses_" + input.name() + "_" + number;
                rule.wrong().ifPresent(wrong -> runs.add(Map.of(name, refusal(input, wrong))));
            }
        }
        runs.addAll(definition.moreTests());
        Map<String, Object> tests = new TreeMap<>(Map.of(
                "mock_provider", Map.of("aws", mocks(definition.mockedData())),
                "variables", ModuleFiles.exampleArguments(contract),
                "run", runs));
        if (!definition.mockedInstances().isEmpty()) {
            tests.put("override_data", overrides(definition.mockedInstances()));
        }
        return tests;
    }

    private static List<Map<String, Object>> overrides(Map<String, Map<String, Object>> instances) {
        List<Map<String, Object>> overrides = new ArrayList<>();
        new TreeMap<>(instances)
                .forEach((address, values) -> overrides.add(Map.of("target", address, "values", values)));
        return overrides;
    }

    private static Map<String, Object> mocks(Map<String, Map<String, Object>> data) {
        if (data.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> defaults = new TreeMap<>();
        data.forEach((type, attributes) -> defaults.put(type, Map.of("defaults", attributes)));
        return Map.of("mock_data", defaults);
    }

    private static Map<String, Object> refusal(Input input, Object wrong) {
        return Map.of(
                "command",
                "plan",
                "variables",
                Map.of(input.name(), wrong),
                "expect_failures",
                List.of("var." + input.name()));
    }
}
