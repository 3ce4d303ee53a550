package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Contract.Location;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tags that identify the owner of a resource and its address, which is needed to rebuild a lost state. */
public final class Tags {
    public static final String ENVIRONMENT = "qis-aws:environment";
    public static final String COMPONENT = "qis-aws:component";
    public static final String RESOURCE = "qis-aws:resource";

    /** Region of the environment, on resources in us-east-1, where environments of other regions have some too. */
    public static final String REGION = "qis-aws:region";

    /** On AMIs: the major version of PostgreSQL that a server of this AMI runs. */
    public static final String POSTGRESQL = "qis-aws:postgresql";

    /** Domain of an imported certificate, by which the load balancer finds it. */
    public static final String CERTIFICATE_DOMAIN = "qis-aws:certificate-domain";

    private Tags() {}

    static SortedMap<String, String> of(
            String environment, String region, Map<String, String> own, Contract component) {
        SortedMap<String, String> tags = of(environment, own, component);
        if (component.location() == Location.US_EAST_1) {
            tags.put(REGION, region);
        }
        return tags;
    }

    static SortedMap<String, String> of(String environment, Map<String, String> own, Contract component) {
        SortedMap<String, String> tags = new TreeMap<>(own);
        tags.put(ENVIRONMENT, environment);
        tags.put(COMPONENT, component.name());
        return tags;
    }
}
