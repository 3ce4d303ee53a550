package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import java.util.List;
import java.util.Map;

/** The AWS resources behind one contract. */
interface ModuleDefinition {
    Contract contract();

    /** Adds every resource, and sets every output of the contract. */
    void define(Blueprint blueprint);

    /**
     * Data source attributes for the module's own test, by type, because the mocked provider returns random text, which
     * is invalid where a resource requires an ARN.
     */
    default Map<String, Map<String, Object>> mockedData() {
        return Map.of();
    }

    /** Data source attributes that differ between instances, by address. */
    default Map<String, Map<String, Object>> mockedInstances() {
        return Map.of();
    }

    /** Additional run blocks of the module's own test. */
    default List<Map<String, Object>> moreTests() {
        return List.of();
    }

    /**
     * Additional files of the module, by path. Binary files, with names ending in .gz or .zip, have one character per
     * byte.
     */
    default Map<String, String> files() {
        return Map.of();
    }
}
