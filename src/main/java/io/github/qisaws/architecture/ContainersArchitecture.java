package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.ContainersComponent.Surroundings;
import io.github.qisaws.architecture.ContainersInputs.Data;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.OnFargate;
import io.github.qisaws.environment.Topology.OnHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * ECS: everything in one task on a host that holds the data, or web servers on Fargate with AWS services for the data.
 */
final class ContainersArchitecture {
    private ContainersArchitecture() {}

    /** Everything in one task, on an EC2 host. */
    static Deployment deploymentOf(Environment environment, OnHost topology) {
        Application application = topology.application();
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, application, network);
        Surroundings around = surroundings(environment, application, network, firewall);
        ContainerHostOutputs host = ContainerHostComponent.call(environment, topology, network, firewall);
        Data data = new Data(
                host.secretArn(),
                new Reference<>(""),
                new TreeMap<>(Map.of(
                        "database", host.databasePath().text(),
                        "images", host.imagesPath().text())),
                new TreeMap<>());
        ContainersOutputs containers = ContainersComponent.call(
                environment,
                topology,
                around,
                data,
                host.clusterArn(),
                RoleSettings.ofContainers(environment, application, around.loadBalancer()));
        return deployment(
                environment,
                application,
                around,
                Stream.of(host, containers),
                Map.of("container-host", host.instanceId()),
                Optional.empty(),
                containers,
                host.secretArn(),
                ServerImages.parameters(topology.serverImage()));
    }

    /** Web servers as tasks on Fargate, with AWS services for the data. */
    static Deployment deploymentOf(Environment environment, OnFargate topology) {
        Application application = topology.application();
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.callForServices(environment, application, network);
        Surroundings around = surroundings(environment, application, network, firewall);
        ServiceCalls services = ServiceCalls.of(environment, network, firewall);
        Data data = new Data(
                services.database().secretArn(),
                services.database().masterSecretArn(),
                new TreeMap<>(),
                new TreeMap<>(Map.of(
                        "id", services.imageStore().fileSystemId().text(),
                        "access_point", services.imageStore().accessPointId().text())));
        SortedMap<String, String> settings = RoleSettings.ofContainers(environment, application, around.loadBalancer());
        settings.putAll(services.backing().settings());
        // ECS mounts the images.
        settings.remove("QIS_IMAGES");
        ContainersOutputs containers = ContainersComponent.call(environment, topology, around, data, settings);
        return deployment(
                environment,
                application,
                around,
                Stream.of(services.database(), services.imageStore(), services.cache(), containers),
                services.watched(),
                Optional.of(services),
                containers,
                services.database().secretArn(),
                new TreeMap<>());
    }

    private static Surroundings surroundings(
            Environment environment, Application application, NetworkOutputs network, FirewallOutputs firewall) {
        LoadBalancerOutputs loadBalancer =
                LoadBalancerComponent.callForTasks(environment, application, network, firewall);
        return new Surroundings(network, firewall, loadBalancer);
    }

    private static Deployment deployment(
            Environment environment,
            Application application,
            Surroundings around,
            Stream<Outputs> components,
            Map<String, Reference<?>> watched,
            Optional<ServiceCalls> services,
            ContainersOutputs containers,
            Reference<Kind.Secret> secret,
            SortedMap<String, String> parameters) {
        List<Outputs> care = CareComponents.of(
                environment,
                application,
                new Front(around.loadBalancer(), Optional.empty()),
                watched,
                List.of(),
                services);
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(around.network(), around.loadBalancer()));
        outputs.put(
                "cluster",
                new Output("Name of the ECS cluster.", containers.clusterName().text()));
        outputs.put(
                "service",
                new Output("Name of the ECS service.", containers.serviceName().text()));
        outputs.put("secret", CommonOutputs.secret(secret));
        Stream<Outputs> front = Stream.of(around.network(), around.firewall(), around.loadBalancer());
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.concat(front, Stream.concat(components, care.stream()))
                        .map(Outputs::call)
                        .toList(),
                parameters,
                outputs);
    }
}
