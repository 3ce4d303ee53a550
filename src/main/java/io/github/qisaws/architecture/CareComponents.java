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

/** Edge, monitoring and backup, each where an environment asks for it. */
final class CareComponents {
    private CareComponents() {}

    /** What the balancer and the web servers of an architecture are, for monitoring. */
    record Front(LoadBalancerOutputs loadBalancer, Optional<WebTierOutputs> webTier) {
        Front(LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {
            this(loadBalancer, Optional.of(webTier));
        }
    }

    /**
     * The components that the environment asks for.
     *
     * @param resources further things to watch, by the name that monitoring has for their kind
     * @param roles IAM roles of further servers
     */
    static List<Outputs> of(
            Environment environment,
            Application application,
            Front front,
            Map<String, Reference<?>> resources,
            List<String> roles) {
        List<Outputs> components = new ArrayList<>(EdgeComponent.of(environment, application, front.loadBalancer()));
        Operations operations = application.operations();
        if (operations.monitoring()) {
            SortedMap<String, String> names = new TreeMap<>();
            resources.forEach((name, reference) -> names.put(name, reference.text()));
            front.webTier()
                    .ifPresent(webTier ->
                            names.put("web-group", webTier.groupName().text()));
            Watching watching = watching(front, names);
            components.add(new Outputs(Call.of(new MonitoringInputs(
                    Common.of(environment, MonitoringComponent.CONTRACT),
                    watching,
                    telling(operations.operatorEmail(), front, roles)))));
        }
        if (operations.backup()) {
            components.add(BackupComponent.call(environment));
        }
        return components;
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

    /** By the web tier's topic where there is one; otherwise monitoring makes its own. */
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
