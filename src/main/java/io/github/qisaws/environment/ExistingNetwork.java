package io.github.qisaws.environment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An existing VPC with its subnets, which qis-aws reads and never changes.
 *
 * @param privateSubnets subnet IDs of servers and data by zone letter
 * @param publicSubnets subnet IDs of the load balancer by zone letter; can be empty if it is internal
 */
public record ExistingNetwork(
        String vpc, SortedMap<String, String> privateSubnets, SortedMap<String, String> publicSubnets) {
    public ExistingNetwork {
        privateSubnets = Collections.unmodifiableSortedMap(new TreeMap<>(privateSubnets));
        publicSubnets = Collections.unmodifiableSortedMap(new TreeMap<>(publicSubnets));
    }
}
