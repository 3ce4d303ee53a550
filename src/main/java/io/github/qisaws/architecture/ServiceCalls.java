package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ManagedServices;
import java.util.Map;

/** The services of AWS that take the data server's place. */
record ServiceCalls(DatabaseOutputs database, ImageStoreOutputs imageStore, CacheOutputs cache) {
    static ServiceCalls of(
            Environment environment,
            ManagedServices services,
            int maxConnections,
            NetworkOutputs network,
            FirewallOutputs firewall) {
        ImageStoreOutputs imageStore = new ImageStoreOutputs(Call.of(new ImageStoreInputs(
                Common.of(environment, ImageStoreComponent.CONTRACT),
                new ImageStoreInputs.Place(network.dataSubnetIds(), firewall.imageStoreGroupIds()))));
        return new ServiceCalls(
                database(environment, services.database(), maxConnections, network, firewall),
                imageStore,
                cache(environment, services, network, firewall));
    }

    DataServices backing() {
        return DataServices.of(database, cache, imageStore);
    }

    /** By the names that monitoring has for their kinds. */
    Map<String, Reference<?>> watched() {
        return Map.of(
                "database", database.identifier(),
                "cache", cache.clusterId(),
                "image-store", imageStore.fileSystemId());
    }

    private static DatabaseOutputs database(
            Environment environment,
            ManagedServices.Database database,
            int maxConnections,
            NetworkOutputs network,
            FirewallOutputs firewall) {
        return new DatabaseOutputs(Call.of(new DatabaseInputs(
                Common.of(environment, DatabaseComponent.CONTRACT),
                new DatabaseInputs.Place(network.dataSubnetIds(), firewall.databaseGroupIds(), database.multiAz()),
                new DatabaseInputs.Engine(
                        database.instanceClass(),
                        database.engineVersion(),
                        database.storage(),
                        database.maximumStorage(),
                        database.restoreFrom()),
                new DatabaseInputs.Limits(
                        maxConnections,
                        database.backupDays(),
                        environment.site().protect()))));
    }

    private static CacheOutputs cache(
            Environment environment, ManagedServices services, NetworkOutputs network, FirewallOutputs firewall) {
        return new CacheOutputs(Call.of(new CacheInputs(
                Common.of(environment, CacheComponent.CONTRACT),
                new CacheInputs.Place(network.dataSubnetIds(), firewall.cacheGroupIds()),
                new CacheInputs.Size(services.cacheNodeType(), services.cacheNodes()))));
    }
}
