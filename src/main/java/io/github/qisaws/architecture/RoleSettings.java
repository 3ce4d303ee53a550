package io.github.qisaws.architecture;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment.Workers;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the role files of an environment's servers say beyond what their modules know by themselves. */
final class RoleSettings {
    private RoleSettings() {}

    static SortedMap<String, String> ofDataServer(String environment, Application application, NetworkOutputs network) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.put("QIS_CLIENT_CIDRS", network.applicationCidrBlocks().joined(","));
        settings.put("QIS_MAX_CONNECTIONS", String.valueOf(application.maxConnections()));
        return settings;
    }

    /** A web server behind the load balancer, and perhaps CloudFront, with what it shares with others. */
    static SortedMap<String, String> ofWebServer(
            String environment, Application application, LoadBalancerOutputs loadBalancer, DataServices backing) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(backing.settings());
        settings.putAll(ofApache(application, loadBalancer));
        return settings;
    }

    /** The log group is monitoring's; its name is known without it. */
    private static SortedMap<String, String> logs(String environment, Application application) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (application.operations().monitoring().isPresent()) {
            settings.put("QIS_LOG_GROUP", "/qis/" + environment);
        }
        return settings;
    }

    /** The only server: all that it uses is on it, and nobody else uses any of it. */
    static SortedMap<String, String> ofFullServer(
            String environment, Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.put("QIS_MAX_CONNECTIONS", String.valueOf(application.maxConnections()));
        settings.putAll(ofApache(application, loadBalancer));
        return settings;
    }

    /** A web server in a container; what it shares with others is not among these. The engine keeps its logs. */
    static SortedMap<String, String> ofContainers(Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = ofApache(application, loadBalancer);
        settings.put("QIS_MAX_CONNECTIONS", String.valueOf(application.maxConnections()));
        return settings;
    }

    private static SortedMap<String, String> ofApache(Application application, LoadBalancerOutputs loadBalancer) {
        Workers workers = application.workers();
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("QIS_PUBLIC_HOST_NAME", publicHostName(application, loadBalancer));
        settings.put("QIS_PROXY_SERVERS", proxies(application));
        settings.put("QIS_THREADS", String.valueOf(workers.threads()));
        settings.put("QIS_POOL_SIZE", String.valueOf(workers.poolSize()));
        workers.processes().ifPresent(processes -> settings.put("QIS_PROCESSES", String.valueOf(processes)));
        return settings;
    }

    /** How many proxies a request passes: the load balancer, and CloudFront before it. */
    private static String proxies(Application application) {
        return application.edge().isCloudFront() ? "2" : "1";
    }

    private static String publicHostName(Application application, LoadBalancerOutputs loadBalancer) {
        String hostName = application.hostName();
        return hostName.isEmpty() ? loadBalancer.dnsName().text() : hostName;
    }
}
