package io.github.qisaws.catalogue;

/** What a resource is in a deployment of QIS, for sentences about servers, fleet, and downtime. */
public enum DeploymentPart {
    SERVER,
    VOLUME,
    FLEET,
    TEMPLATE,
    LOAD_BALANCER,
    LISTENER,
    TARGET_GROUP,
    TARGET
}
