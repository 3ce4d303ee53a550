package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.LoadBalancer;
import io.github.qisaws.environment.Environment.Workers;

/**
 * QIS settings of every deployment that serves images.
 *
 * @param hostName the public DNS name; empty means the load balancer's own name
 * @param maxConnections PostgreSQL's max_connections
 */
public record Application(
        String hostName,
        LoadBalancer loadBalancer,
        Edge edge,
        Workers workers,
        int maxConnections,
        Operations operations) {}
