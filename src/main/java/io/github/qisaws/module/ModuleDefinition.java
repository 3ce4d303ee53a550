package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import java.util.Map;

/** The AWS resources behind one contract. */
interface ModuleDefinition {
    Contract contract();

    /** Adds every resource and gives every output of the contract a value. */
    void define(Blueprint blueprint);

    /**
     * Attributes of data sources, by type, that the module's own test must know: the mocked provider invents random
     * text, which fails where a resource demands an ARN.
     */
    default Map<String, Map<String, Object>> mockedData() {
        return Map.of();
    }

    /**
     * Further files of the module, by path inside it. A binary one, whose name ends in .gz or .zip, has one character
     * per byte.
     */
    default Map<String, String> files() {
        return Map.of();
    }
}
