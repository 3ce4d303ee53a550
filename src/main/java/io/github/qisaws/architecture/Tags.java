package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags from which every resource's owner can be told, and its address rebuilt when a state was lost. */
public final class Tags {
    public static final String ENVIRONMENT = "qis-aws:environment";
    public static final String COMPONENT = "qis-aws:component";
    public static final String RESOURCE = "qis-aws:resource";

    private Tags() {}

    static SortedMap<String, String> of(Environment environment, Contract component) {
        SortedMap<String, String> tags = new TreeMap<>(environment.site().tags());
        tags.put(ENVIRONMENT, environment.name());
        tags.put(COMPONENT, component.name());
        return tags;
    }
}
