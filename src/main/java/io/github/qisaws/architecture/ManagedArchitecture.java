package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.architecture.WebTierComponent.Surroundings;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Managed;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Auto-scaled web servers in several zones, with AWS services for database, original images, and cache. */
final class ManagedArchitecture {
    private ManagedArchitecture() {}

    static Deployment deploymentOf(Environment environment, Managed topology) {
        Application application = topology.application();
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.callForServices(environment, application, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.call(environment, application, network, firewall);
        ServiceCalls services = ServiceCalls.of(environment, network, firewall);
        WebTierOutputs webTier = WebTierComponent.call(
                environment, topology, new Surroundings(network, firewall, loadBalancer, services.backing()));
        List<Outputs> care = CareComponents.of(
                environment,
                application,
                new Front(loadBalancer, webTier),
                services.watched(),
                List.of(),
                Optional.of(services));
        Optional<MigrationOutputs> migration = MigrationComponent.of(environment, application, webTier.roleName());
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(network, loadBalancer, webTier));
        outputs.put(
                "database_host",
                new Output(
                        "DNS name of the database.",
                        services.database().hostName().text()));
        outputs.put("secret", CommonOutputs.secret(services.database().secretArn()));
        migration.ifPresent(staging -> outputs.put("migration_bucket", CommonOutputs.staging(staging)));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.concat(
                                Stream.of(
                                        network,
                                        firewall,
                                        loadBalancer,
                                        services.database(),
                                        services.imageStore(),
                                        services.cache(),
                                        webTier),
                                Stream.concat(care.stream(), migration.stream()))
                        .map(Outputs::call)
                        .toList(),
                ServerImages.parameters(topology.serverImage()),
                outputs);
    }
}
