package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.ContainersComponent.Surroundings;
import io.github.qisaws.architecture.ContainersInputs.Data;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.environment.Containers.LaunchType;
import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** ECS: everything in one task on a host that keeps the data, or web servers on Fargate beside services of AWS. */
final class ContainersArchitecture {
    private ContainersArchitecture() {}

    static Deployment deploymentOf(Environment environment) {
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.callForTasks(environment, network, firewall);
        Surroundings around = new Surroundings(network, firewall, loadBalancer);
        return environment.servers().containers().launchType() == LaunchType.EC2
                ? onHost(environment, around)
                : onFargate(environment, around);
    }

    private static Deployment onHost(Environment environment, Surroundings around) {
        ContainerHostOutputs host = ContainerHostComponent.call(
                environment, around.network(), around.firewall(), ServerImages.image(environment));
        Data data = new Data(
                host.secretArn(),
                new Reference<>(""),
                new TreeMap<>(Map.of(
                        "database", host.databasePath().text(),
                        "images", host.imagesPath().text())),
                new TreeMap<>());
        ContainersOutputs containers = ContainersComponent.call(
                environment, around, data, host.clusterArn(), RoleSettings.ofContainers(environment, around));
        return deployment(
                environment,
                around,
                Stream.of(host, containers),
                Map.of("container-host", host.instanceId()),
                containers,
                host.secretArn(),
                ServerImages.parameters(environment));
    }

    private static Deployment onFargate(Environment environment, Surroundings around) {
        ServiceCalls services = ServiceCalls.of(environment, around.network(), around.firewall());
        Data data = new Data(
                services.database().secretArn(),
                services.database().masterSecretArn(),
                new TreeMap<>(),
                new TreeMap<>(Map.of(
                        "id", services.imageStore().fileSystemId().text(),
                        "access_point", services.imageStore().accessPointId().text())));
        SortedMap<String, String> settings = RoleSettings.ofContainers(environment, around);
        settings.putAll(services.backing().settings());
        // The engine mounts the images.
        settings.remove("QIS_IMAGES");
        ContainersOutputs containers =
                ContainersComponent.call(environment, around, data, new Reference<>(""), settings);
        return deployment(
                environment,
                around,
                Stream.of(services.database(), services.imageStore(), services.cache(), containers),
                services.watched(),
                containers,
                services.database().secretArn(),
                new TreeMap<>());
    }

    private static Deployment deployment(
            Environment environment,
            Surroundings around,
            Stream<Outputs> components,
            Map<String, Reference<?>> watched,
            ContainersOutputs containers,
            Reference<Kind.Secret> secret,
            SortedMap<String, String> parameters) {
        List<Outputs> care =
                CareComponents.of(environment, new Front(around.loadBalancer(), Optional.empty()), watched, List.of());
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(around.network(), around.loadBalancer()));
        outputs.put(
                "cluster",
                new Output("Name of the cluster.", containers.clusterName().text()));
        outputs.put(
                "service",
                new Output("Name of the service.", containers.serviceName().text()));
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
