package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.Map;
import java.util.SortedMap;

/** The inputs that every component has. */
record Common(String environment, SortedMap<String, String> tags) {
    static Common of(Environment environment, Contract contract) {
        return of(environment.name(), environment.site().tags(), contract);
    }

    static Common of(String name, Map<String, String> tags, Contract contract) {
        return new Common(name, Tags.of(name, tags, contract));
    }
}
