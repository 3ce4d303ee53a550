package io.github.qisaws.architecture;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.RoleSetting;
import io.github.qisaws.environment.RoleSetting.Part;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the role files of an environment's servers say beyond what their modules know by themselves. */
final class RoleSettings {
    private RoleSettings() {}

    static SortedMap<String, String> ofDataServer(
            Environment environment, Application application, NetworkOutputs network) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(given(environment, Part.DATABASE));
        settings.put("QIS_CLIENT_CIDRS", network.applicationCidrBlocks().joined(","));
        return settings;
    }

    /** A web server behind the load balancer, and perhaps CloudFront, with what it shares with others. */
    static SortedMap<String, String> ofWebServer(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer, DataServices backing) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(backing.settings());
        settings.putAll(web(environment, application, loadBalancer));
        return settings;
    }

    /** The log group is monitoring's; its name is known without it. */
    private static SortedMap<String, String> logs(Environment environment, Application application) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (application.operations().monitoring()) {
            settings.put("QIS_LOG_GROUP", "/qis/" + environment.name());
        }
        return settings;
    }

    /** The only server: all that it uses is on it, and no other server uses any of it. */
    static SortedMap<String, String> ofFullServer(
            Environment environment, Application application, LoadBalancerOutputs loadBalancer) {
        SortedMap<String, String> settings = logs(environment, application);
        settings.putAll(given(environment, Part.DATABASE));
        settings.putAll(web(environment, application, loadBalancer));
        return settings;
    }

    /** A web server in a container; what it shares with others is not among these. The engine keeps its logs. */
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

    /** The lines that keys feed, without those whose key is left out and has no fixed default. */
    private static SortedMap<String, String> given(Environment environment, Part reader) {
        SortedMap<String, String> settings = new TreeMap<>();
        RoleSetting.all().filter(setting -> setting.reader() == reader).forEach(setting -> environment
                .site()
                .settings()
                .value(setting.key())
                .ifPresent(value -> settings.put(setting.name(), String.valueOf(value))));
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
