package io.github.qisaws.architecture;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.RoleSetting;
import io.github.qisaws.environment.RoleSetting.Part;
import java.util.SortedMap;
import java.util.TreeMap;

/** Additional role file lines of an environment's servers, which their modules do not write themselves. */
final class RoleSettings {
    private RoleSettings() {}

    static SortedMap<String, String> ofDataServer(
            Environment environment, Application application, NetworkOutputs network) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(given(environment, Part.DATABASE));
        settings.put("QIS_CLIENT_CIDRS", network.applicationCidrBlocks().joined(","));
        return settings;
    }

    /** Lines for a web server behind the load balancer, including the shared data services. */
    static SortedMap<String, String> ofWebServer(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer, DataServices backing) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(backing.settings());
        settings.putAll(web(environment, application, loadBalancer));
        return settings;
    }

    /** Adds the log group of the monitoring component, whose name follows from the environment name. */
    private static SortedMap<String, String> logs(Environment environment, Application application) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (application.operations().monitoring()) {
            settings.put("QIS_LOG_GROUP", "/qis/" + environment.name());
        }
        return settings;
    }

    /** Lines for the only server, which uses no other server. */
    static SortedMap<String, String> ofFullServer(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(given(environment, Part.DATABASE));
        settings.putAll(web(environment, application, loadBalancer));
        return settings;
    }

    /** Lines for a web server in a container, without the shared data services and without logs, which ECS handles. */
    static SortedMap<String, String> ofContainers(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = given(environment, Part.DATABASE);
        settings.putAll(web(environment, application, loadBalancer));
        return settings;
    }

    private static SortedMap<String, String> web(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = given(environment, Part.WEB);
        settings.put("QIS_PUBLIC_HOST_NAME", publicHostName(application, loadBalancer));
        settings.put("QIS_PROXY_SERVERS", proxies(application));
        application
                .workers()
                .processes()
                .ifPresent(processes -> settings.put("QIS_PROCESSES", String.valueOf(processes)));
        return settings;
    }

    /** The lines of environment keys, without keys that are missing and have no fixed default. */
    private static SortedMap<String, String> given(Environment environment, Part reader) {
        SortedMap<String, String> settings = new TreeMap<>();
        RoleSetting.all().filter(setting -> setting.reader() == reader).forEach(setting -> environment
                .site()
                .settings()
                .value(setting.key())
                .ifPresent(value -> settings.put(setting.name(), String.valueOf(value))));
        return settings;
    }

    /** Number of proxies in front of QIS: the load balancer, and CloudFront if it is used. */
    private static String proxies(Application application) {
        return application.edge().isCloudFront() ? "2" : "1";
    }

    private static String publicHostName(Application application, LoadBalancerOutputs loadBalancer) {
        String hostName = application.hostName();
        return hostName.isEmpty() ? loadBalancer.dnsName().text() : hostName;
    }
}
