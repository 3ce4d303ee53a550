package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Workers;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the role files of an environment's servers say beyond what their modules know by themselves. */
final class RoleSettings {
    private RoleSettings() {}

    static SortedMap<String, String> ofDataServer(Environment environment, NetworkOutputs network) {
        SortedMap<String, String> settings = logs(environment);
        settings.put("QIS_CLIENT_CIDRS", network.applicationCidrBlocks().joined(","));
        settings.put(
                "QIS_MAX_CONNECTIONS",
                String.valueOf(environment.servers().data().maxConnections()));
        return settings;
    }

    /** A web server behind the load balancer, and perhaps CloudFront, with what it shares with others. */
    static SortedMap<String, String> ofWebServer(
            Environment environment, LoadBalancerOutputs loadBalancer, DataServices backing) {
        Workers workers = environment.servers().web().workers();
        SortedMap<String, String> settings = logs(environment);
        settings.putAll(backing.settings());
        settings.put("QIS_PUBLIC_HOST_NAME", publicHostName(environment, loadBalancer));
        settings.put("QIS_PROXY_SERVERS", proxies(environment));
        settings.put("QIS_PROCESSES", String.valueOf(workers.processes()));
        settings.put("QIS_THREADS", String.valueOf(workers.threads()));
        settings.put("QIS_POOL_SIZE", String.valueOf(workers.poolSize()));
        return settings;
    }

    /** The log group is monitoring's; its name is known without it. */
    private static SortedMap<String, String> logs(Environment environment) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (environment.servers().care().monitoring().isPresent()) {
            settings.put("QIS_LOG_GROUP", "/qis/" + environment.name());
        }
        return settings;
    }

    /** The only server: all that it uses is on it, and nobody else uses any of it. */
    static SortedMap<String, String> ofFullServer(Environment environment, LoadBalancerOutputs loadBalancer) {
        Workers workers = environment.servers().web().workers();
        SortedMap<String, String> settings = logs(environment);
        settings.put("QIS_PUBLIC_HOST_NAME", publicHostName(environment, loadBalancer));
        settings.put("QIS_PROXY_SERVERS", proxies(environment));
        settings.put(
                "QIS_MAX_CONNECTIONS",
                String.valueOf(environment.servers().data().maxConnections()));
        settings.put("QIS_THREADS", String.valueOf(workers.threads()));
        settings.put("QIS_POOL_SIZE", String.valueOf(workers.poolSize()));
        if (workers.processes() != Workers.BY_THE_SERVER) {
            settings.put("QIS_PROCESSES", String.valueOf(workers.processes()));
        }
        return settings;
    }

    /** A web server in a container; what it shares with others is not among these. The engine keeps its logs. */
    static SortedMap<String, String> ofContainers(Environment environment, ContainersComponent.Surroundings around) {
        Workers workers = environment.servers().web().workers();
        return new TreeMap<>(Map.of(
                "QIS_PUBLIC_HOST_NAME", publicHostName(environment, around.loadBalancer()),
                "QIS_PROXY_SERVERS", proxies(environment),
                "QIS_MAX_CONNECTIONS",
                        String.valueOf(environment.servers().data().maxConnections()),
                "QIS_PROCESSES", String.valueOf(workers.processes()),
                "QIS_THREADS", String.valueOf(workers.threads()),
                "QIS_POOL_SIZE", String.valueOf(workers.poolSize())));
    }

    /** How many proxies a request passes: the load balancer, and CloudFront before it. */
    private static String proxies(Environment environment) {
        return environment.servers().edge().isCloudFront() ? "2" : "1";
    }

    private static String publicHostName(Environment environment, LoadBalancerOutputs loadBalancer) {
        String hostName = environment.site().hostName();
        return hostName.isEmpty() ? loadBalancer.dnsName().text() : hostName;
    }
}
