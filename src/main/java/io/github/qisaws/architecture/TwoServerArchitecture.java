package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.architecture.WebTierComponent.Surroundings;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.TwoServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A full-time web server, a data server, and auto-scaled web servers. */
final class TwoServerArchitecture {
    private TwoServerArchitecture() {}

    static Deployment deploymentOf(Environment environment, TwoServers topology) {
        Application application = topology.application();
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, application, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.call(environment, application, network, firewall);
        DataServerOutputs dataServer = DataServerComponent.call(environment, topology, network, firewall);
        WebTierOutputs webTier = WebTierComponent.call(
                environment, topology, new Surroundings(network, firewall, loadBalancer, DataServices.of(dataServer)));
        List<Outputs> care = CareComponents.of(
                environment,
                application,
                new Front(loadBalancer, webTier),
                Map.of("data-server", dataServer.instanceId()),
                List.of(dataServer.roleName().text()),
                Optional.empty());
        Optional<MigrationOutputs> migration = MigrationComponent.of(environment, application, dataServer.roleName());
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(network, loadBalancer, webTier));
        outputs.put(
                "data_server",
                new Output(
                        "Private DNS name of the data server.",
                        dataServer.hostName().text()));
        outputs.put("secret", CommonOutputs.secret(dataServer.secretArn()));
        migration.ifPresent(staging -> outputs.put("migration_bucket", CommonOutputs.staging(staging)));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.concat(
                                Stream.of(network, firewall, loadBalancer, dataServer, webTier),
                                Stream.concat(care.stream(), migration.stream()))
                        .map(Outputs::call)
                        .toList(),
                ServerImages.parameters(topology.serverImage()),
                outputs);
    }
}
