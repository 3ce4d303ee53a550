package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the servers' modules are told about an environment and about each other. */
class ServerCallsTest {
    private static final String LEAST =
            "region: eu-west-1\naccount: \"123456789012\"\narchitecture: two-server\nhost-name: images.example.com\n";

    private static final String HOST = "containers: {launch-type: ec2, image:"
            + " \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1\"}\n";

    @TempDir
    private Path folder;

    @Test
    void theDataServerStandsInTheDataSubnetOfItsZone() throws IOException {
        assertThat(arguments("data-server", LEAST + "network: {zones: [a, b, c]}\ndata: {zone: c}\n"))
                .containsEntry("subnet_id", "${module.network.data_subnet_ids[2]}")
                .containsEntry("zone", "eu-west-1c")
                .containsEntry("public_address", false);
    }

    @Test
    void theDataServerAdmitsTheSubnetsOfTheWebServers() throws IOException {
        assertThat(arguments("data-server", LEAST + "data: {max-connections: 400}\n"))
                .containsEntry(
                        "role_settings",
                        Map.of(
                                "QIS_CLIENT_CIDRS",
                                "${join(\",\", module.network.application_cidr_blocks)}",
                                "QIS_MAX_CONNECTIONS",
                                "400"));
    }

    @Test
    void webServersFindEverythingOnTheDataServer() throws IOException {
        String yaml = LEAST + "web: {processes: 2, threads: 9, pool-size: 2}\n";
        assertThat(arguments("web-tier", yaml))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "QIS_PUBLIC_HOST_NAME", "images.example.com",
                        "QIS_PROXY_SERVERS", "1",
                        "QIS_DATABASE_HOST", "${module.data-server.host_name}",
                        "QIS_DATABASE_PORT", "5432",
                        "QIS_CACHE_SERVERS", "${module.data-server.host_name}:11211",
                        "QIS_IMAGES", "nfs:${module.data-server.host_name}:/",
                        "QIS_PROCESSES", "2",
                        "QIS_THREADS", "9",
                        "QIS_POOL_SIZE", "2"));
    }

    @Test
    void withoutAHostNameTheLoadBalancersOwnIsThePublicOne() throws IOException {
        String yaml = LEAST.replace("host-name: images.example.com\n", "");
        assertThat(arguments("web-tier", yaml))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_PUBLIC_HOST_NAME", "${module.load-balancer.dns_name}");
    }

    @Test
    void theLoadBalancerBehavesAsTheFileSays() throws IOException {
        String yaml = LEAST + "protect: false\nload-balancer: {http: forward, access-logs: false, idle-timeout: 74,"
                + " tls-policy: ELBSecurityPolicy-TLS13-1-3-2021-06}\n";
        assertThat(arguments("load-balancer", yaml))
                .containsEntry("http", "forward")
                .containsEntry("access_logs", false)
                .containsEntry("idle_timeout", 74)
                .containsEntry("tls_policy", "ELBSecurityPolicy-TLS13-1-3-2021-06")
                .containsEntry("host_name", "images.example.com")
                .containsEntry("deletion_protection", false);
    }

    @Test
    void backupsAreKeptAndCopiedAsTheFileSays() throws IOException {
        String vault = "arn:aws:backup:eu-central-1:123456789012:backup-vault:qis-copies";
        assertThat(arguments("backup", LEAST + "backup: {enabled: true, days: 9, copy-to: \"" + vault + "\"}\n"))
                .containsEntry("days", 9)
                .containsEntry("copy_days", 9)
                .containsEntry("copy_vault_arn", vault)
                .containsEntry("protect", true)
                .containsEntry("environment", "demo");
    }

    @Test
    void theFleetIsScaledAsTheFileSays() throws IOException {
        String yaml = LEAST
                + "web: {scaling: {minimum: 1, maximum: 2, policy: step, scale-out-above: 70, scale-in-below: 20, cooldown: 270}}\n";
        assertThat(arguments("web-tier", yaml))
                .containsEntry(
                        "scaling",
                        Map.of(
                                "minimum", 1,
                                "maximum", 2,
                                "policy", "step",
                                "scale_out_above", 70,
                                "scale_in_below", 20,
                                "cooldown", 270,
                                "request_target", 1000))
                .containsEntry("load_balancer_arn", "");
    }

    @Test
    void theFleetIsScaledByTheRequestsBehindTheLoadBalancer() throws IOException {
        String yaml = LEAST + "web: {scaling: {minimum: 1, policy: request-count, request-target: 600}}\n";
        assertThat(arguments("web-tier", yaml))
                .hasEntrySatisfying("scaling", scaling -> assertThat(scaling)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("policy", "request-count")
                        .containsEntry("request_target", 600))
                .containsEntry("load_balancer_arn", "${module.load-balancer.served_arn}");
    }

    @Test
    void theOpenLayoutHasNoNatAndThereforePublicAddresses() throws IOException {
        String yaml = LEAST + "network: {layout: open}\n";
        assertThat(arguments("web-tier", yaml)).containsEntry("public_address", true);
        assertThat(arguments("data-server", yaml)).containsEntry("public_address", true);
    }

    @Test
    void managedWebServersFindDatabaseNodesAndImageTree() throws IOException {
        String yaml = LEAST.replace("two-server", "managed") + "web: {scaling: {minimum: 2}}\n";
        assertThat(arguments("web-tier", yaml))
                .containsEntry("full_time", false)
                .containsEntry("secret_arn", "${module.database.secret_arn}")
                .containsEntry("master_secret_arn", "${module.database.master_secret_arn}")
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_DATABASE_HOST", "${module.database.host_name}")
                .containsEntry("QIS_CACHE_SERVERS", "${module.cache.servers}")
                .containsEntry("QIS_IMAGES", "${module.image-store.source}");
        assertThat(arguments("firewall", yaml)).containsEntry("managed_services", true);
    }

    @Test
    void behindCloudFrontThereAreTwoProxiesAndOneWayIn() throws IOException {
        String yaml = LEAST
                + "load-balancer: {certificate: {dns-zone: Z0123456789ABC}}\n"
                + "edge: {cloudfront-certificate: \"arn:aws:acm:us-east-1:123456789012:certificate/0123\"}\n";
        assertThat(arguments("web-tier", yaml))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_PROXY_SERVERS", "2");
        assertThat(arguments("firewall", yaml)).containsEntry("only_cloudfront", true);
        assertThat(arguments("load-balancer", yaml)).containsEntry("alias", false);
        assertThat(arguments("edge", yaml)).containsEntry("dns_zone_id", "Z0123456789ABC");
    }

    @Test
    void cloudFrontGetsACertificateAndAWebAclOfUsEast1() throws IOException {
        String yaml = LEAST + "edge: {cloudfront: true, dns-zone: Z0123456789DEF, waf: true, rate-limit: 500}\n";
        assertThat(arguments("edge-global", yaml))
                .containsEntry("certificate", true)
                .containsEntry("dns_zone_id", "Z0123456789DEF")
                .containsEntry("waf", true)
                .containsEntry("rate_limit", 500)
                .containsEntry("region", "eu-west-1")
                .extracting("tags", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("qis-aws:region", "eu-west-1");
        assertThat(arguments("edge", yaml))
                .containsEntry("cloudfront_certificate_arn", "${module.edge-global.certificate_arn}")
                .containsEntry("cloudfront_web_acl_arn", "${module.edge-global.web_acl_arn}")
                .containsEntry("waf", true)
                .extracting("tags", InstanceOfAssertFactories.map(String.class, Object.class))
                .doesNotContainKey("qis-aws:region");
    }

    @Test
    void theNameOfTheDistributionIsAnOutput() throws IOException {
        assertThat(deployment(LEAST + "edge: {cloudfront: true, dns-zone: Z0123456789DEF}\n")
                        .outputs()
                        .get("cloudfront")
                        .value())
                .isEqualTo("${module.edge.distribution_domain_name}");
        assertThat(deployment(LEAST + "edge: {dns-zone: Z0123456789DEF}\n").outputs())
                .doesNotContainKey("cloudfront");
    }

    @Test
    void whatExistsInUsEast1IsNotCreated() throws IOException {
        String certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0123";
        String acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/qis/0123";
        String yaml = LEAST + "edge:\n  waf: true\n  cloudfront-certificate: " + certificate + "\n";
        assertThat(arguments("edge-global", yaml))
                .containsEntry("certificate", false)
                .containsEntry("waf", true);
        assertThat(arguments("edge", yaml)).containsEntry("cloudfront_certificate_arn", certificate);
        String both = yaml + "  cloudfront-web-acl: " + acl + "\n";
        assertThat(components(both)).contains("edge").doesNotContain("edge-global");
        assertThat(arguments("edge", both)).containsEntry("cloudfront_web_acl_arn", acl);
    }

    /** The certificates of load balancer and CloudFront have the same record, which one of them must create. */
    @Test
    void theRecordOfTheLoadBalancersCertificateServesCloudFrontToo() throws IOException {
        String yaml = LEAST + "load-balancer: {certificate: {dns-zone: Z0123456789ABC}}\nedge: {cloudfront: true}\n";
        assertThat(arguments("edge-global", yaml))
                .containsEntry("certificate", true)
                .containsEntry("dns_zone_id", "");
    }

    @Test
    void onlyWhatOnlyUsEast1CanWatchIsWatchedThere() throws IOException {
        assertThat(components(LEAST + "monitoring: {enabled: true}\n")).doesNotContain("outside");
        assertThat(arguments("outside", LEAST + "monitoring: {enabled: true, canary: true}\n"))
                .containsEntry("watch", List.of("site"))
                .containsEntry("host_name", "images.example.com");
        String front = LEAST + "edge: {cloudfront: true, dns-zone: Z0123456789DEF}\n";
        assertThat(components(front)).doesNotContain("outside");
        assertThat(arguments("outside", front + "monitoring: {enabled: true}\n"))
                .containsEntry("watch", List.of("cloudfront", "certificate"))
                .containsEntry(
                        "cloudfront",
                        Map.of(
                                "distribution_id",
                                "${module.edge.distribution_id}",
                                "certificate_arn",
                                "${module.edge-global.certificate_arn}"));
    }

    @ParameterizedTest
    @CsvSource({
        "two-server, web-tier, ''",
        "single-server, data-server, ''",
        "managed, web-tier, 'web: {scaling: {minimum: 1}}'",
        "containers, containers, 'containers: {image: quru/qis:1.0}'",
        "containers, containers, 'containers: {image: quru/qis:1.0, launch-type: ec2}'"
    })
    void behindCloudFrontEveryArchitectureCountsTwoProxies(String architecture, String component, String keys)
            throws IOException {
        String yaml = LEAST.replace("two-server", architecture) + keys
                + "\nload-balancer: {certificate: {dns-zone: Z0123456789ABC}}\n";
        String edge = "edge: {cloudfront-certificate: \"arn:aws:acm:us-east-1:123456789012:certificate/0123\"}\n";
        assertThat(arguments(component, yaml))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_PROXY_SERVERS", "1");
        assertThat(arguments(component, yaml + edge))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_PROXY_SERVERS", "2");
    }

    @Test
    void dataComesFromTheSnapshotsThatTheFileNames() throws IOException {
        assertThat(arguments("data-server", LEAST)).containsEntry("restore_from", Map.of());
        assertThat(arguments("data-server", LEAST + "data: {images-snapshot: snap-0123456789abcdef0}\n"))
                .containsEntry("restore_from", Map.of("images", "snap-0123456789abcdef0"));
    }

    @Test
    void aContainerHostTakesSnapshotsAndIsWatched() throws IOException {
        String yaml = LEAST.replace("two-server", "containers") + HOST + "monitoring: {enabled: true}\n";
        assertThat(arguments("container-host", yaml)).containsEntry("restore_from", Map.of());
        assertThat(arguments("container-host", yaml + "data: {database-snapshot: snap-0123456789abcdef0}\n"))
                .containsEntry("restore_from", Map.of("database", "snap-0123456789abcdef0"));
        assertThat(arguments("monitoring", yaml))
                .containsEntry("watch", List.of("load-balancer", "certificate", "container-host"))
                .containsEntry("resources", Map.of("container-host", "${module.container-host.instance_id}"));
    }

    @Test
    void theFullTimeWebServerIsWatchedAsServerOrAsGroup() throws IOException {
        String yaml = LEAST + "monitoring: {enabled: true}\n";
        assertThat(watched(yaml))
                .containsEntry("full-time-server", "${module.web-tier.full_time_instance_id}")
                .doesNotContainKey("full-time-group");
        assertThat(watched(yaml + "web: {self-healing: true}\n"))
                .containsEntry("full-time-group", "qis-web-full-time-demo")
                .doesNotContainKey("full-time-server");
        assertThat(watched(yaml.replace("two-server", "managed") + "web: {scaling: {minimum: 2}}\n"))
                .doesNotContainKeys("full-time-server", "full-time-group");
    }

    @Test
    void backupsAreWatchedIfThereAreAny() throws IOException {
        String yaml = LEAST + "monitoring: {enabled: true}\n";
        assertThat(watched(yaml)).doesNotContainKey("backup");
        assertThat(watched(yaml + "backup: {enabled: true}\n")).containsEntry("backup", "${module.backup.vault_name}");
    }

    @Test
    void restoreTestsAreOfWhatHoldsTheData() throws IOException {
        String weekly = LEAST + "backup: {enabled: true, restore-test: weekly}\nmonitoring: {enabled: true}\n";
        assertThat(arguments("backup", weekly))
                .containsEntry("restore_test", "weekly")
                .containsEntry("restore_test_resources", Map.of("EBS", Map.of()));
        assertThat(watched(weekly)).containsEntry("restore-test", "${module.backup.vault_name}");

        String managed = weekly.replace("two-server", "managed") + "web: {scaling: {minimum: 2}}\n";
        assertThat(arguments("backup", managed))
                .containsEntry(
                        "restore_test_resources",
                        Map.of(
                                "EFS",
                                Map.of(),
                                "RDS",
                                Map.of(
                                        "dbSubnetGroupName",
                                        "${module.database.subnet_group_name}",
                                        "vpcSecurityGroupIds",
                                        "${jsonencode(module.firewall.database_group_ids)}")));
    }

    @Test
    void nothingIsRestoredAsATestUnlessTheFileSaysSo() throws IOException {
        String yaml = LEAST + "backup: {enabled: true}\nmonitoring: {enabled: true}\n";
        assertThat(arguments("backup", yaml))
                .containsEntry("restore_test", "none")
                .containsEntry("restore_test_resources", Map.of());
        assertThat(watched(yaml)).doesNotContainKey("restore-test");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> watched(String yaml) throws IOException {
        SortedMap<String, Object> arguments = arguments("monitoring", yaml);
        Map<String, Object> resources = (Map<String, Object>) arguments.get("resources");
        assertThat((List<Object>) arguments.get("watch")).containsAll(resources.keySet());
        return resources;
    }

    @ParameterizedTest
    @CsvSource({
        "two-server, data-server, ''",
        "single-server, data-server, ''",
        "managed, web-tier, 'web: {scaling: {minimum: 1}}'"
    })
    void onlyTheLoadingServerMayReadTheStagingBucket(String architecture, String component, String keys)
            throws IOException {
        String yaml = LEAST.replace("two-server", architecture) + keys + "\n";
        assertThat(components(yaml)).doesNotContain("migration");
        assertThat(deployment(yaml + "migration: true\n").outputs()).containsKey("migration_bucket");
        assertThat(arguments("migration", yaml + "migration: true\n"))
                .containsEntry("server_role_names", List.of("${module." + component + ".role_name}"));
    }

    private List<String> components(String yaml) throws IOException {
        return calls(yaml).stream().map(Call::name).toList();
    }

    private List<Call> calls(String yaml) throws IOException {
        return deployment(yaml).calls();
    }

    private Deployment deployment(String yaml) throws IOException {
        Path environment = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(environment.resolve("environment.yaml"), yaml);
        return Architectures.deploymentOf(EnvironmentFile.read(environment));
    }

    private SortedMap<String, Object> arguments(String component, String yaml) throws IOException {
        return calls(yaml).stream()
                .filter(call -> call.name().equals(component))
                .findFirst()
                .orElseThrow()
                .arguments();
    }
}
