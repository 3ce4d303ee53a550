package io.github.qisaws.architecture;

import io.github.qisaws.architecture.MonitoringInputs.Telling;
import io.github.qisaws.architecture.MonitoringInputs.Watching;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds edge, monitoring, and backup if an environment enables them. */
final class CareComponents {
    private CareComponents() {}

    /** Load balancer and web servers of an architecture, for monitoring. */
    record Front(LoadBalancerOutputs loadBalancer, Optional<WebTierOutputs> webTier) {
        Front(LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {
            this(loadBalancer, Optional.of(webTier));
        }
    }

    /**
     * The components that the environment enables.
     *
     * @param resources additional resources to monitor, by kind
     * @param roles IAM roles of additional servers
     * @param services the services that hold the data; empty if volumes hold it
     */
    static List<Outputs> of(
            Environment environment,
            Application application,
            Front front,
            Map<String, Reference<?>> resources,
            List<String> roles,
            Optional<ServiceCalls> services) {
        List<Outputs> components = new ArrayList<>();
        Optional<EdgeGlobalOutputs> global = EdgeGlobalComponent.of(environment, application);
        Optional<EdgeOutputs> edge = EdgeComponent.of(environment, application, front.loadBalancer(), global);
        global.ifPresent(components::add);
        edge.ifPresent(components::add);
        Operations operations = application.operations();
        Optional<Outputs> backup = operations.backup()
                ? Optional.of(BackupComponent.call(environment, operations, services))
                : Optional.empty();
        if (operations.monitoring()) {
            SortedMap<String, String> names = new TreeMap<>();
            resources.forEach((name, reference) -> names.put(name, reference.text()));
            front.webTier().ifPresent(webTier -> {
                names.put("web-group", webTier.groupName().text());
                names.putAll(fullTime(webTier));
            });
            backup.ifPresent(vault -> {
                names.put("backup", vault.one("vault_name").text());
                if (operations.testsRestores()) {
                    names.put("restore-test", vault.one("vault_name").text());
                }
            });
            Watching watching = watching(front, names);
            components.add(new Outputs(Call.of(new MonitoringInputs(
                    Common.of(environment, MonitoringComponent.CONTRACT),
                    watching,
                    telling(operations.operatorEmail(), front, roles)))));
        }
        OutsideComponent.of(environment, application, edge).ifPresent(components::add);
        backup.ifPresent(components::add);
        return components;
    }

    /** The full-time web server: one instance, or a group of one, whose name is known before the group exists. */
    private static Map<String, String> fullTime(WebTierOutputs webTier) {
        Map<String, Object> arguments = webTier.call().arguments();
        if (!Boolean.TRUE.equals(arguments.get("full_time"))) {
            return Map.of();
        }
        return Boolean.TRUE.equals(arguments.get("self_healing"))
                ? Map.of("full-time-group", "qis-web-full-time-" + arguments.get("environment"))
                : Map.of("full-time-server", webTier.fullTimeInstanceId().text());
    }

    private static Watching watching(Front front, SortedMap<String, String> names) {
        List<String> watch = new ArrayList<>(List.of("load-balancer", "certificate"));
        watch.addAll(names.keySet());
        LoadBalancerOutputs balancer = front.loadBalancer();
        SortedMap<String, String> balancerNames = new TreeMap<>(Map.of(
                "arn_suffix", balancer.arnSuffix().text(),
                "target_group", balancer.targetGroupArnSuffix().text(),
                "certificate_arn", balancer.certificateArn().text()));
        return new Watching(watch, balancerNames, names);
    }

    /** Uses the web tier's SNS topic if it has one; otherwise monitoring creates its own. */
    private static Telling telling(Optional<String> mail, Front front, List<String> roles) {
        List<String> allRoles = new ArrayList<>(roles);
        front.webTier().ifPresent(webTier -> allRoles.add(webTier.roleName().text()));
        Reference<Kind.Topic> topic = front.webTier()
                .filter(webTier -> mail.isPresent())
                .map(WebTierOutputs::topicArn)
                .orElse(new Reference<>(""));
        String address = front.webTier().isPresent() ? "" : mail.orElse("");
        return new Telling(topic, address, allRoles);
    }
}
