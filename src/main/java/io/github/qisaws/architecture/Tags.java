package io.github.qisaws.architecture;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags from which every resource's owner can be told, and its address rebuilt when a state was lost. */
public final class Tags {
    public static final String ENVIRONMENT = "qis-aws:environment";
    public static final String COMPONENT = "qis-aws:component";
    public static final String RESOURCE = "qis-aws:resource";

    private Tags() {}

    static SortedMap<String, String> of(String environment, Map<String, String> own, Contract component) {
        SortedMap<String, String> tags = new TreeMap<>(own);
        tags.put(ENVIRONMENT, environment);
        tags.put(COMPONENT, component.name());
        return tags;
    }
}
