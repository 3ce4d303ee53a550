package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The container image: the same root, with no systemd in it running; each container is one process tree. */
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
        web = lab.machine("web1", 21).container(webRole(), PROGRAM);
        database = lab.machine("data", 10).container(role, PROGRAM);
        cache = lab.machine("cache", 12).container(Roles.common("cache"), PROGRAM);
        lab.startProxy(Map.of("web1", web.address()));
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
