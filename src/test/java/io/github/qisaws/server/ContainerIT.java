package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The container image: the same root, with no systemd in it running; each container is one process tree, and writes only
 * where the task definition mounts a volume.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerIT {
    private static final String PROGRAM = "/usr/local/bin/qis-container";
    private Lab lab;
    private Machine database;
    private Machine cache;
    private Machine web;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        Map<String, String> role = Roles.common("database");
        role.put("QIS_DATABASE_HOST", "data.demo.qis.internal");
        role.put("QIS_CLIENT_CIDRS", "10.77.0.16/28");
        // The web container first: it waits for the others.
        web = lab.machine("web1", 21).container(webRole(), PROGRAM, writable("/opt/qis/images"), dropped());
        database = lab.machine("data", 10).container(role, PROGRAM, writable("/var/lib/qis/database"), dropped());
        cache = lab.machine("cache", 12).container(Roles.common("cache"), PROGRAM, writable(), dropped());
        lab.startProxy(Map.of("web1", web.address()));
    }

    /** As the task definition has it: what is not in this list is read-only on ECS. */
    private static List<String> writable(String... data) {
        List<String> paths = new ArrayList<>(words("scratch", "/[a-z/]+"));
        assertThat(paths).hasSizeGreaterThan(5);
        // Only with a shell; Docker makes them under a read-only root, nspawn does not.
        paths.removeIf(path -> path.equals("/managed-agents") || path.endsWith("/amazon/ssm"));
        paths.addAll(List.of(data));
        return paths;
    }

    private static List<String> dropped() {
        List<String> capabilities = words("dropped", "[A-Z_]+");
        assertThat(capabilities).contains("NET_RAW");
        return capabilities;
    }

    /** The quoted words of a local value of the module. */
    private static List<String> words(String local, String form) {
        String module = Lab.read(Path.of("modules/containers/main.tf.json"));
        Matcher value = Pattern.compile("\"" + local + "\": \"(.*)\"").matcher(module);
        assertThat(value.find()).isTrue();
        return Pattern.compile("\\\\\"(" + form + ")\\\\\"")
                .matcher(value.group(1))
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    private static Map<String, String> webRole() {
        Map<String, String> role = Roles.web();
        role.put("QIS_CACHE_SERVERS", "10.77.0.12:11211");
        role.put("QIS_IMAGES", "local");
        role.remove("QIS_AUTOSCALING_GROUP");
        return role;
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void threeContainersServeAnImageAndStopWithoutLosingOne() {
        Visitor visitor = new Visitor(lab);
        Waiting.until(
                "an image through the proxy",
                Duration.ofMinutes(2),
                () -> visitor.status("/image?src=qis-health/probe.png&width=8") == 200,
                () -> web.console() + database.console());
        assertThat(visitor.image("/image?src=qis-health/probe.png&width=8&format=png")
                        .getWidth())
                .isEqualTo(8);
        Waiting.until(
                "the logs are printed",
                Duration.ofSeconds(10),
                () -> web.console().contains("GET /image?src=qis-health/probe.png")
                        && web.console().contains("qis.log: "),
                web::console);
        assertThat(web.run("touch", "/usr/local/bin/anything").succeeded()).isFalse();
        for (Machine machine : new Machine[] {web, database, cache}) {
            machine.awaitHealthy();
            Secrets.assertNowhere(lab, machine);
        }
        stops(web);
        stops(database);
        stops(cache);
    }

    private static void stops(Machine machine) {
        machine.terminate();
        Waiting.until(
                machine.name() + " ends when asked",
                Duration.ofSeconds(60),
                () -> !machine.running(),
                machine::console);
        assertThat(machine.console()).contains("ended with 0");
    }
}
