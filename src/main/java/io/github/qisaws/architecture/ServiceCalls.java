package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.Map;

/** The AWS services that replace the data server. */
record ServiceCalls(
        DatabaseOutputs database,
        ImageStoreOutputs imageStore,
        CacheOutputs cache,
        References<Kind.SecurityGroup> databaseGroupIds) {
    static ServiceCalls of(Environment environment, NetworkOutputs network, FirewallOutputs firewall) {
        ImageStoreOutputs imageStore = new ImageStoreOutputs(Call.of(new ImageStoreInputs(
                Common.of(environment, ImageStoreComponent.CONTRACT),
                new ImageStoreInputs.Place(network.dataSubnetIds(), firewall.imageStoreGroupIds()))));
        return new ServiceCalls(
                database(environment, network, firewall),
                imageStore,
                cache(environment, network, firewall),
                firewall.databaseGroupIds());
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

    /**
     * The services that a restore test restores, by their names in AWS Backup, with the restore metadata that AWS Backup
     * cannot infer: without a subnet group, RDS restores to the default VPC of the account (AWS Backup Developer Guide,
     * "Restore testing inferred metadata"; lists are JSON there).
     */
    Map<String, Map<String, String>> restored() {
        return Map.of(
                "EFS",
                Map.of(),
                "RDS",
                Map.of(
                        "dbSubnetGroupName",
                        database.subnetGroupName().text(),
                        "vpcSecurityGroupIds",
                        "${jsonencode(" + databaseGroupIds.path() + ")}"));
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
