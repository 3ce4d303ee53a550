package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.SingleServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything on one server, behind a load balancer that terminates TLS.
 *
 * <p>The server is the data server of the two-server architecture with an additional role, in the same subnet and with
 * the same addresses, so that web servers can be added without moving data.
 */
final class SingleServerArchitecture {
    private SingleServerArchitecture() {}

    static Deployment deploymentOf(Environment environment, SingleServer topology) {
        Application application = topology.application();
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, application, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.call(environment, application, network, firewall);
        DataServerOutputs server =
                DataServerComponent.callAsOnlyServer(environment, topology, network, firewall, loadBalancer);
        List<Outputs> care = CareComponents.of(
                environment,
                application,
                new Front(loadBalancer, Optional.empty()),
                Map.of("data-server", server.instanceId()),
                List.of(server.roleName().text()),
                Optional.empty());
        Optional<MigrationOutputs> migration = MigrationComponent.of(environment, application, server.roleName());
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(network, loadBalancer));
        outputs.put(
                "server",
                new Output("Private DNS name of the server.", server.hostName().text()));
        outputs.put("secret", CommonOutputs.secret(server.secretArn()));
        migration.ifPresent(staging -> outputs.put("migration_bucket", CommonOutputs.staging(staging)));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.concat(
                                Stream.of(network, firewall, loadBalancer, server),
                                Stream.concat(care.stream(), migration.stream()))
                        .map(Outputs::call)
                        .toList(),
                ServerImages.parameters(topology.serverImage()),
                outputs);
    }
}
