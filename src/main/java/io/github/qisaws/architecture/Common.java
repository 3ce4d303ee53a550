package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.SortedMap;

/** The inputs that every component has. */
record Common(String environment, SortedMap<String, String> tags) {
    static Common of(Environment environment, Contract contract) {
        return new Common(environment.name(), Tags.of(environment, contract));
    }
}
