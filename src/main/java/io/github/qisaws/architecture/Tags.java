package io.github.qisaws.architecture;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tags that identify the owner of a resource and its address, which is needed to rebuild a lost state. */
public final class Tags {
    public static final String ENVIRONMENT = "qis-aws:environment";
    public static final String COMPONENT = "qis-aws:component";
    public static final String RESOURCE = "qis-aws:resource";

    /** Domain of an imported certificate, by which the load balancer finds it. */
    public static final String CERTIFICATE_DOMAIN = "qis-aws:certificate-domain";

    private Tags() {}

    static SortedMap<String, String> of(String environment, Map<String, String> own, Contract component) {
        SortedMap<String, String> tags = new TreeMap<>(own);
        tags.put(ENVIRONMENT, environment);
        tags.put(COMPONENT, component.name());
        return tags;
    }
}
