package io.github.qisaws.architecture;

import io.github.qisaws.architecture.MonitoringInputs.Telling;
import io.github.qisaws.architecture.MonitoringInputs.Watching;
import io.github.qisaws.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Edge, monitoring and backup, each where an environment asks for it. */
final class CareComponents {
    private CareComponents() {}

    /** What the balancer and the web servers of an architecture are, for monitoring. */
    record Front(LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {}

    /**
     * The components that the environment asks for.
     *
     * @param resources further things to watch, by the name that monitoring has for their kind
     * @param roles IAM roles of further servers
     */
    static List<Outputs> of(
            Environment environment, Front front, Map<String, Reference<?>> resources, List<String> roles) {
        List<Outputs> components = new ArrayList<>(EdgeComponent.of(environment, front.loadBalancer()));
        environment.servers().care().monitoring().ifPresent(wanted -> {
            SortedMap<String, String> names = new TreeMap<>();
            resources.forEach((name, reference) -> names.put(name, reference.text()));
            names.put("web-group", front.webTier().groupName().text());
            components.add(monitoring(environment, front, names, roles, wanted.logDays()));
        });
        environment
                .servers()
                .care()
                .backup()
                .ifPresent(wanted -> components.add(new BackupOutputs(Call.of(new BackupInputs(
                        Common.of(environment, BackupComponent.CONTRACT),
                        new BackupInputs.Keeping(
                                wanted.days(),
                                wanted.copyTo(),
                                wanted.days(),
                                environment.site().protect()))))));
        return components;
    }

    private static MonitoringOutputs monitoring(
            Environment environment, Front front, SortedMap<String, String> names, List<String> roles, int logDays) {
        List<String> watch = new ArrayList<>(List.of("load-balancer", "certificate"));
        watch.addAll(names.keySet());
        List<String> allRoles = new ArrayList<>(roles);
        allRoles.add(front.webTier().roleName().text());
        LoadBalancerOutputs balancer = front.loadBalancer();
        SortedMap<String, String> balancerNames = new TreeMap<>(Map.of(
                "arn_suffix", balancer.arnSuffix().text(),
                "target_group", balancer.targetGroupArnSuffix().text(),
                "certificate_arn", balancer.certificateArn().text()));
        Reference<Kind.Topic> topic =
                environment.site().operatorEmail().isPresent() ? front.webTier().topicArn() : new Reference<>("");
        return new MonitoringOutputs(Call.of(new MonitoringInputs(
                Common.of(environment, MonitoringComponent.CONTRACT),
                new Watching(
                        watch,
                        balancerNames,
                        names,
                        environment.servers().data().maxConnections()),
                new Telling(topic, allRoles, logDays))));
    }
}
