package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The image of the Dockerfile under a Docker engine: the task of the module `containers`, and one container with the role
 * `full-server` that is stopped, killed and started again with its data.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainerEngineIT {
    private static final String FULL = "full";
    private static final String PROBE = "/image?src=qis-health/probe.png&width=8";
    private static final int REQUESTS = 8;
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Its hash table, some 100 MB, is shared by the processes of a parallel query. */
    private static final String JOIN = "SELECT count(one.text || two.text) FROM one JOIN two USING (id)";

    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS one AS SELECT g AS id, repeat('x', 150) AS text FROM generate_series(1, 500000) g;
            CREATE TABLE IF NOT EXISTS two AS SELECT id, text FROM one;
            ANALYZE one; ANALYZE two;
            """;
    private static final String COSTS =
            "SET work_mem = '256MB'; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET enable_mergejoin = off;";

    /** By their numbers in capability.h of Linux. */
    private static final Map<String, Integer> CAPABILITIES =
            Map.of("SETPCAP", 8, "NET_RAW", 13, "SYS_CHROOT", 18, "MKNOD", 27, "AUDIT_WRITE", 29, "SETFCAP", 31);

    private ContainerEngine engine;
    private String site;

    @BeforeAll
    void prepare() {
        engine = ContainerEngine.open();
    }

    @AfterAll
    void clear() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    @Order(1)
    void theTaskServesAnImageUnderTheSettingsOfItsDefinition() throws IOException {
        Path database = Files.createDirectory(engine.folder().resolve("database"));
        Path images = Files.createDirectory(engine.folder().resolve("images"));
        String secret = engine.aws("describe_secret(SecretId='" + Lab.SECRET + "')['ARN']");
        TaskDefinition task = new TaskDefinition(engine.folder().resolve("plan"), secret, database, images);
        assertThat(task.dependsOn("web"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("database", "HEALTHY", "cache", "HEALTHY"));
        engine.network("task");
        for (String container : task.dependsOn("web").keySet()) {
            engine.start(task, container, "task");
        }
        task.dependsOn("web").keySet().forEach(engine::awaitHealthy);

        startWhileTheDatabaseChanges(task);
        engine.awaitHealthy("web");
        String served = engine.site("task");
        assertThat(ContainerEngine.status(served + PROBE)).isEqualTo(200);

        for (String container : List.of("database", "cache", "web")) {
            holds(task.container(container), container);
        }
        assertThat(engine.sql("database", "postgres", "SHOW shared_buffers")).isEqualTo("300MB");
        engine.sql("database", "qis-cache", TABLES);
        assertThat(engine.sql("database", "qis-cache", COSTS + "EXPLAIN " + JOIN))
                .contains("Parallel Hash");
        assertThat(engine.sql("database", "qis-cache", COSTS + JOIN)).isEqualTo("500000");

        // As ECS stops a task: what others need comes after them.
        for (String container : List.of("web", "cache", "database")) {
            engine.stop(container);
            assertThat(engine.state(container, "ExitCode"))
                    .as(engine.logs(container))
                    .isEqualTo("0");
        }
        assertThat(images.resolve(".metadata")).isEmptyDirectory();
    }

    /** A web server that waits for its turn meets the database that has got another password and certificate since. */
    private void startWhileTheDatabaseChanges(TaskDefinition task) {
        engine.run(
                "database",
                "psql -h /run/qis-postgresql -U postgres -c 'SELECT pg_advisory_lock(715518), pg_sleep(600)'"
                        + " qis-mgmt >/dev/null 2>&1 &");
        engine.start(task, "web", "task");
        // The last step before the gate.
        Path written = engine.folder().resolve("images/.metadata");
        Waiting.until(
                "the image tree is proven",
                Duration.ofSeconds(60),
                () -> Files.exists(written),
                () -> engine.logs("web"));
        Waiting.pause(Duration.ofSeconds(3));
        engine.check("database", "rm /var/lib/qis/database/tls/names");
        engine.aws("put_secret_value(SecretId='" + Lab.SECRET + "', SecretString=__import__('json').dumps({"
                + "**__import__('json').loads(c.get_secret_value(SecretId='" + Lab.SECRET
                + "')['SecretString']), 'database_password': 'another-one'}))");
        engine.restart("database");
    }

    /** What the definition sets is so inside. */
    private void holds(JsonNode definition, String container) {
        assertThat(engine.run(container, "touch /usr/local/bin/anything").succeeded())
                .isFalse();
        long bounds = Long.parseLong(engine.check(container, "sed -n 's/^CapBnd:\\s*//p' /proc/1/status"), 16);
        assertThat(definition.at("/linuxParameters/capabilities/drop")).hasSize(CAPABILITIES.size());
        definition.at("/linuxParameters/capabilities/drop").forEach(word -> assertThat(
                        bounds >> CAPABILITIES.get(word.asText()) & 1)
                .as(word.asText())
                .isZero());
        assertThat(bounds & 1).as("CHOWN, which all have").isEqualTo(1);
        assertThat(engine.check(container, "sed -n 's/^Max open files *//p' /proc/1/limits"))
                .startsWith(definition.at("/ulimits/0/softLimit").asText() + " ");
        assertThat(engine.check(
                        container,
                        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; true"))
                .isEqualTo(Long.toString(definition.path("memory").asLong() << 20));
        JsonNode shared = definition.at("/linuxParameters/sharedMemorySize");
        assertThat(shared.isNumber()).isEqualTo(container.equals("database"));
        assertThat(engine.check(container, "df --output=size -BM /dev/shm | tail -1 | tr -d ' M'"))
                .isEqualTo(Integer.toString(shared.asInt(64)));
        for (String key : List.of("database_password", "secret_key", "admin_password")) {
            assertThat(engine.logs(container)).doesNotContain(engine.secret(key));
        }
    }

    @Test
    @Order(2)
    void aStopLosesNoAnswerThatWasBegunAndEndsTheDatabaseLast() {
        Map<String, String> role = Roles.common("full-server");
        role.keySet().removeAll(List.of("QIS_MEMORY_MEGABYTES", "AWS_ENDPOINT_URL"));
        List<String> options = engine.onItsNetwork(role);
        options.addAll(List.of("--memory=2g", "--stop-timeout=120"));
        options.add("--volume=" + engine.volume("database") + ":/var/lib/qis/database");
        options.add("--volume=" + engine.volume("images") + ":/opt/qis/images");
        engine.create(FULL, options);
        serve();

        List<Process> begun =
                IntStream.range(0, REQUESTS).mapToObj(this::slowRequest).toList();
        Waiting.until("the requests have begun", Duration.ofSeconds(10), () -> engine.check(
                        FULL, "curl -s http://127.0.0.1:8181/server-status?auto")
                .contains("BusyWorkers: " + (REQUESTS + 1)));
        engine.stop(FULL);

        assertThat(begun.stream().map(ContainerEngineIT::answer)).containsOnly(0);
        assertThat(engine.state(FULL, "ExitCode")).as(engine.logs(FULL)).isEqualTo("0");
        assertThat(engine.logs(FULL))
                .containsSubsequence("web: ended with 0", "memcached: ended with 0", "postgresql: ended with 0");
        engine.onVolume("images", "/v", "test -z \"$(ls -A /v/.metadata)\"");
    }

    /** Its answer needs the database at the end. */
    private Process slowRequest(int number) {
        String url = site + "/image?src=qis-health/probe.png&delay=4&width=" + (20 + number);
        return Shell.start(
                List.of("curl", "--noproxy", "*", "-sSf", url),
                engine.folder().resolve("answer" + number),
                engine.folder().resolve("error" + number));
    }

    private static int answer(Process request) {
        try {
            return request.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(3)
    void startedAgainItServesAndTellsTheLoadBalancerSo() {
        engine.start(FULL);
        serve();
        // The load balancer, and Docker.
        assertThat(ContainerEngine.status(site + "/", "-A", "ELB-HealthChecker/2.0"))
                .isEqualTo(200);
        assertThat(engine.run(FULL, "qis-health --quiet").succeeded()).isTrue();
        assertThat(engine.check(FULL, "ls /opt/qis/images/.metadata | wc -l")).isEqualTo("3");
        // 64 MB of shared memory, which is the engine's default, are too little for this query in parallel.
        engine.sql(FULL, "qis-cache", TABLES);
        assertThat(engine.sql(FULL, "qis-cache", COSTS + "EXPLAIN " + JOIN)).doesNotContain("Parallel");
        assertThat(engine.run(
                                FULL,
                                "psql -h /run/qis-postgresql -U postgres -c \"" + COSTS
                                        + "SET max_parallel_workers_per_gather = 2; " + JOIN + "\" qis-cache")
                        .err())
                .contains("could not resize shared memory segment");
    }

    @Test
    @Order(4)
    void aServiceThatIsKilledEndsTheContainerAndTheNextStartServes() {
        for (String program : List.of("memcached", "apache2", "postgres")) {
            engine.check(FULL, "pkill -KILL -o -x " + program);
            assertThat(engine.ended(FULL, SOON)).as(program).isEqualTo(137);
            if (!program.equals("postgres")) {
                assertThat(engine.logs(FULL)).contains("postgresql: ended with 0");
            }
            engine.start(FULL);
            serve();
        }
        assertThat(engine.sql(FULL, "qis-cache", "SELECT count(*) FROM one")).isEqualTo("500000");
    }

    @Test
    @Order(5)
    void anAdministratorWhoseSecretIsLostGetsTheNewPasswordUnlessOneWasChosen() {
        engine.stop(FULL);
        engine.aws("delete_secret(SecretId='" + Lab.SECRET + "', ForceDeleteWithoutRecovery=True)");
        engine.aws("create_secret(Name='" + Lab.SECRET + "')");
        engine.start(FULL);
        serve();
        assertThat(login(engine.secret("admin_password"))).isEqualTo(200);

        // An administrator's own choice is not the secret's matter, until somebody asks.
        String hash = engine.check(
                FULL,
                "/opt/qis/bin/python -c \"import werkzeug.security as s; print(s.generate_password_hash('chosen'))\"");
        engine.sql(FULL, "qis-mgmt", "UPDATE users SET password = '" + hash + "' WHERE username = 'admin'");
        assertThat(login("chosen")).isEqualTo(200);
        engine.stop(FULL);
        engine.start(FULL);
        serve();
        assertThat(login("chosen")).isEqualTo(200);
        assertThat(login(engine.secret("admin_password"))).isEqualTo(403);
        engine.check(FULL, "qis-role reset-administrator");
        assertThat(login(engine.secret("admin_password"))).isEqualTo(200);
    }

    /** The status of the answer to a login as the first administrator. */
    private int login(String password) {
        engine.sql(FULL, "qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
        return ContainerEngine.status(
                site + "/api/v1/token/", "-X", "POST", "-H", "X-Forwarded-Proto: https", "-u", "admin:" + password);
    }

    @Test
    @Order(6)
    void dataOfAnotherUserNumberAreServed() {
        engine.stop(FULL);
        engine.onVolume("database", "/v", "chown -R 4711:4711 /v/[0-9]* /v/tls");
        engine.start(FULL);
        serve();
        assertThat(engine.sql(FULL, "qis-cache", "SELECT count(*) FROM one")).isEqualTo("500000");
    }

    @Test
    @Order(7)
    void aDatabaseThatDoesNotStartEndsTheContainerAtOnce() {
        engine.stop(FULL);
        engine.onVolume("database", "/v", "rm /v/[0-9]*/global/pg_control");
        engine.start(FULL);
        assertThat(engine.ended(FULL, SOON)).isEqualTo(1);
        assertThat(engine.logs(FULL)).contains("postgresql ended before the role was applied");
    }

    @Test
    @Order(8)
    void plainHttpLetsTheAdministratorInOnlyWhereTheRoleAsksForIt() {
        String file = "/var/lib/qis/database/secret.json";
        Map<String, String> role = Roles.common("full-server");
        role.remove("AWS_ENDPOINT_URL");
        role.remove("QIS_SECRET_ID");
        role.put("QIS_SECRET_FILE", file);
        for (boolean plain : new boolean[] {false, true}) {
            String container = "local-" + plain;
            if (plain) {
                role.put("QIS_PLAIN_HTTP", "true");
            }
            List<String> options = engine.onItsNetwork(role);
            options.add("--volume=" + engine.volume("local") + ":/var/lib/qis/database");
            engine.create(container, options);
            engine.awaitApplied(container);
            assertThat(engine.check(container, "stat -c '%a %U' " + file)).isEqualTo("600 root");
            engine.sql(container, "qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
            String password =
                    engine.check(container, "sed -n 's/.*\"admin_password\": \"\\([^\"]*\\)\".*/\\1/p' " + file);
            assertThat(ContainerEngine.status(
                            engine.site(container) + "/api/v1/token/", "-X", "POST", "-u", "admin:" + password))
                    .isEqualTo(plain ? 200 : 401);
            engine.stop(container);
        }
    }

    private void serve() {
        site = engine.site(FULL);
        engine.awaitApplied(FULL);
        assertThat(ContainerEngine.status(site + PROBE)).isEqualTo(200);
    }
}
