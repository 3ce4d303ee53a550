package io.github.qisaws.architecture;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Data services that the web servers share: database, cache, original images, and secrets.
 *
 * @param masterSecretArn master user secret of RDS; empty without RDS
 * @param settings locations of the services, as lines of the role file
 */
record DataServices(
        Reference<Kind.Secret> secretArn, Reference<Kind.Secret> masterSecretArn, SortedMap<String, String> settings) {
    private static final String DATABASE_PORT = "5432";
    private static final int CACHE_PORT = 11211;

    static DataServices of(DataServerOutputs server) {
        String host = server.hostName().text();
        return new DataServices(
                server.secretArn(), new Reference<>(""), settings(host, host + ":" + CACHE_PORT, "nfs:" + host + ":/"));
    }

    static DataServices of(DatabaseOutputs database, CacheOutputs cache, ImageStoreOutputs images) {
        return new DataServices(
                database.secretArn(),
                database.masterSecretArn(),
                settings(
                        database.hostName().text(),
                        cache.servers().text(),
                        images.source().text()));
    }

    private static SortedMap<String, String> settings(String database, String cache, String images) {
        return new TreeMap<>(Map.of(
                "QIS_DATABASE_HOST", database,
                "QIS_DATABASE_PORT", DATABASE_PORT,
                "QIS_CACHE_SERVERS", cache,
                "QIS_IMAGES", images));
    }
}
