package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.Map;

/** The AWS services that replace the data server. */
record ServiceCalls(DatabaseOutputs database, ImageStoreOutputs imageStore, CacheOutputs cache) {
    static ServiceCalls of(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        ImageStoreOutputs imageStore = new ImageStoreOutputs(Call.of(new ImageStoreInputs(
                Common.of(environment, ImageStoreComponent.CONTRACT),
                new ImageStoreInputs.Place(network.dataSubnetIds(), firewall.imageStoreGroupIds()))));
        return new ServiceCalls(
                database(environment, network, firewall), imageStore, cache(environment, network, firewall));
    }

    DataServices backing() {
        return DataServices.of(database, cache, imageStore);
    }

    /** The services by their names in the monitoring module. */
    Map<String, Reference<?>> watched() {
        return Map.of(
                "database", database.identifier(),
                "cache", cache.clusterId(),
                "image-store", imageStore.fileSystemId());
    }

    private static DatabaseOutputs database(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        return new DatabaseOutputs(Call.of(new DatabaseInputs(
                Common.of(environment, DatabaseComponent.CONTRACT),
                new DatabaseInputs.Place(network.dataSubnetIds(), firewall.databaseGroupIds()))));
    }

    private static CacheOutputs cache(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        return new CacheOutputs(Call.of(new CacheInputs(
                Common.of(environment, CacheComponent.CONTRACT),
                new CacheInputs.Place(network.dataSubnetIds(), firewall.cacheGroupIds()))));
    }
}
