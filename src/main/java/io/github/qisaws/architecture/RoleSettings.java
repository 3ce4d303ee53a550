package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Workers;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the role files of an environment's servers say beyond what their modules know by themselves. */
final class RoleSettings {
    private static final String DATABASE_PORT = "5432";
    private static final int CACHE_PORT = 11211;

    private RoleSettings() {}

    static SortedMap<String, String> ofDataServer(Environment environment, NetworkOutputs network) {
        return new TreeMap<>(Map.of(
                "QIS_CLIENT_CIDRS",
                network.applicationCidrBlocks().joined(","),
                "QIS_MAX_CONNECTIONS",
                String.valueOf(environment.servers().data().maxConnections())));
    }

    /** A web server behind the load balancer, which is the one proxy, with everything that it shares on the data server. */
    static SortedMap<String, String> ofWebServer(
            Environment environment, LoadBalancerOutputs loadBalancer, DataServerOutputs dataServer) {
        String data = dataServer.hostName().text();
        Workers workers = environment.servers().web().workers();
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("QIS_PUBLIC_HOST_NAME", publicHostName(environment, loadBalancer));
        settings.put("QIS_PROXY_SERVERS", "1");
        settings.put("QIS_DATABASE_HOST", data);
        settings.put("QIS_DATABASE_PORT", DATABASE_PORT);
        settings.put("QIS_CACHE_SERVERS", data + ":" + CACHE_PORT);
        settings.put("QIS_IMAGES", "nfs:" + data + ":/");
        settings.put("QIS_PROCESSES", String.valueOf(workers.processes()));
        settings.put("QIS_THREADS", String.valueOf(workers.threads()));
        settings.put("QIS_POOL_SIZE", String.valueOf(workers.poolSize()));
        return settings;
    }

    private static String publicHostName(Environment environment, LoadBalancerOutputs loadBalancer) {
        String hostName = environment.site().hostName();
        return hostName.isEmpty() ? loadBalancer.dnsName().text() : hostName;
    }
}
