package io.github.qisaws.architecture;

import io.github.qisaws.architecture.CareComponents.Front;
import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.architecture.WebTierComponent.Surroundings;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ManagedServices;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Auto-scaled web servers over several zones; database, image tree and cache are services of AWS. */
final class ManagedArchitecture {
    private ManagedArchitecture() {}

    static Deployment deploymentOf(Environment environment) {
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.call(environment, network, firewall);
        DatabaseOutputs database = database(environment, network, firewall);
        ImageStoreOutputs imageStore = new ImageStoreOutputs(Call.of(new ImageStoreInputs(
                Common.of(environment, ImageStoreComponent.CONTRACT),
                new ImageStoreInputs.Place(network.dataSubnetIds(), firewall.imageStoreGroupIds()))));
        CacheOutputs cache = cache(environment, network, firewall);
        WebTierOutputs webTier = WebTierComponent.call(
                environment,
                new Surroundings(network, firewall, loadBalancer, Backing.of(database, cache, imageStore)),
                ServerImages.image(environment));
        List<Outputs> care = CareComponents.of(
                environment,
                new Front(loadBalancer, webTier),
                Map.of(
                        "database", database.identifier(),
                        "cache", cache.clusterId(),
                        "image-store", imageStore.fileSystemId()),
                List.of());
        SortedMap<String, Output> outputs = new TreeMap<>(CommonOutputs.of(network, loadBalancer, webTier));
        outputs.put(
                "database_host",
                new Output("Name of the database server.", database.hostName().text()));
        outputs.put("secret", CommonOutputs.secret(database.secretArn()));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.concat(
                                Stream.of(network, firewall, loadBalancer, database, imageStore, cache, webTier),
                                care.stream())
                        .map(Outputs::call)
                        .toList(),
                ServerImages.parameters(environment),
                outputs);
    }

    private static DatabaseOutputs database(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        ManagedServices.Database database = environment.servers().managed().database();
        return new DatabaseOutputs(Call.of(new DatabaseInputs(
                Common.of(environment, DatabaseComponent.CONTRACT),
                new DatabaseInputs.Place(network.dataSubnetIds(), firewall.databaseGroupIds(), database.multiAz()),
                new DatabaseInputs.Engine(
                        database.instanceClass(),
                        database.engineVersion(),
                        database.storage(),
                        database.maximumStorage()),
                new DatabaseInputs.Limits(
                        environment.servers().data().maxConnections(),
                        database.backupDays(),
                        environment.site().protect()))));
    }

    private static CacheOutputs cache(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        ManagedServices managed = environment.servers().managed();
        return new CacheOutputs(Call.of(new CacheInputs(
                Common.of(environment, CacheComponent.CONTRACT),
                new CacheInputs.Place(network.dataSubnetIds(), firewall.cacheGroupIds()),
                new CacheInputs.Size(managed.cacheNodeType(), managed.cacheNodes()))));
    }
}
