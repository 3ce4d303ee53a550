package io.github.qisaws.preflight;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.QuietRollouts;
import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.aws.ScriptedDatabase;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An account in which nothing stops an apply, until a test changes a fact. */
public class AccountInOrder implements AccountFacts {
    public static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    public static final String DOMAIN = "images.example.com";

    public final Set<String> zones = new TreeSet<>(Set.of("eu-west-1a", "eu-west-1b", "eu-west-1c"));
    public final Map<String, Set<String>> offerings = new HashMap<>();
    public final Map<String, Set<String>> databaseOffers = new TreeMap<>(Map.of("16.4", zones, "16.8", zones));
    public final Map<String, Set<String>> services = new HashMap<>(Map.of("com.amazonaws.eu-west-1.logs", zones));
    public final Map<String, Integer> quotas = new HashMap<>();
    public final Map<String, Integer> instances = new TreeMap<>();
    public final Map<String, Holder> names = new HashMap<>();
    public Optional<String> regionStatus = Optional.of("opt-in-not-required");
    public Optional<String> parameter = Optional.of("ami-1");
    public Optional<Image> image = Optional.of(new Image("ami-1", "available", "x86_64", 8));
    public Optional<Certificate> certificate = Optional.of(certificate("ISSUED", NOW.plusSeconds(86_400L * 90)));
    public Optional<Bucket> bucket = Optional.of(new Bucket("eu-west-1", false));
    public Instant now = NOW;
    public final QuietRollouts rollouts = new QuietRollouts();
    public final ScriptedDatabase databases = new ScriptedDatabase();
    public Optional<EncryptionKey> key = Optional.of(new EncryptionKey("Enabled", true));
    public final Map<String, String> routes = new HashMap<>();
    public Optional<Instant> lastBackup = Optional.empty();
    public Optional<DataSnapshot> snapshot = Optional.empty();
    public int addresses;

    public static Certificate certificate(String status, Instant end) {
        return new Certificate("arn:aws:acm:eu-west-1:123456789012:certificate/1", status, true, Optional.of(end));
    }

    @Override
    public Optional<Instant> lastBackup(String arn) {
        return lastBackup;
    }

    @Override
    public Optional<DataSnapshot> volumeSnapshot(String id) {
        return snapshot.filter(found -> found.id().equals(id));
    }

    @Override
    public Optional<DataSnapshot> databaseSnapshot(String name) {
        return snapshot.filter(found -> name.endsWith(found.id()));
    }

    @Override
    public DatabaseAccount databases() {
        return databases;
    }

    @Override
    public RolloutFacts rollouts() {
        return rollouts;
    }

    @Override
    public Set<String> zones() {
        return zones;
    }

    @Override
    public Optional<String> regionStatus() {
        return regionStatus;
    }

    @Override
    public Map<String, Set<String>> offerings(Collection<String> instanceTypes) {
        return instanceTypes.stream()
                .distinct()
                .collect(Collectors.toMap(type -> type, type -> offerings.getOrDefault(type, zones)));
    }

    @Override
    public Map<String, InstanceFacts> instanceTypes(Collection<String> names) {
        return names.stream()
                .distinct()
                .collect(Collectors.toMap(type -> type, type -> new InstanceFacts(2, Set.of("x86_64"))));
    }

    @Override
    public Map<String, Set<String>> databaseOffers(String instanceClass) {
        return databaseOffers;
    }

    @Override
    public Map<String, Set<String>> endpointServices() {
        return services;
    }

    @Override
    public Map<String, Integer> prefixLists() {
        return Map.of("pl-cloudfront", 55);
    }

    @Override
    public int quota(String service, String code) {
        return quotas.getOrDefault(code, 60);
    }

    @Override
    public int addresses() {
        return addresses;
    }

    @Override
    public int networks() {
        return 1;
    }

    @Override
    public Map<String, String> defaultRoutes(String vpc) {
        return routes;
    }

    @Override
    public int loadBalancers() {
        return 0;
    }

    @Override
    public Map<String, Integer> instances() {
        return instances;
    }

    @Override
    public Optional<String> parameter(String name) {
        return parameter;
    }

    @Override
    public Optional<Image> image(String id) {
        return image;
    }

    @Override
    public Optional<EncryptionKey> encryptionKey(String arn) {
        return key;
    }

    @Override
    public Optional<Certificate> certificate(String arn) {
        return certificate;
    }

    @Override
    public List<Certificate> imported(String domain) {
        return certificate.stream().filter(found -> domain.equals(DOMAIN)).toList();
    }

    @Override
    public Optional<Bucket> bucket(String name, String owner) {
        return bucket;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Holder> named(String type, String name, boolean inUsEast1) {
        return Optional.ofNullable(names.get(name));
    }
}
