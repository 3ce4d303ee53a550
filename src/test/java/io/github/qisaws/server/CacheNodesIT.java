package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Web servers with three cache nodes, of which some are down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CacheNodesIT {
    /** At first the address of no machine: what is sent there gets no answer. */
    private static final String THIRD = "10.77.0.99";

    private Lab lab;
    private Machine data;
    private Machine web;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        data = lab.machine("data", 10).role(Roles.data(lab)).boot().awaitRole();
        data.check("systemd-run", "--unit=second", "memcached", "-u", "memcache", "-p", "11212");
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void theFirstStartWaitsForEveryNode() {
        web = lab.machine("web1", 21).role(role()).boot();
        Waiting.until(
                "web1 says which node it waits for",
                Duration.ofSeconds(60),
                () -> web.roleJournal().contains("waiting for memcached " + THIRD + ":11211"),
                web::journal);
        // Long enough for a start that would not wait for all.
        Waiting.pause(Duration.ofSeconds(40));
        assertThat(web.roleApplied()).isFalse();
        assertThat(data.sql("qis-mgmt", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        data.check("ip", "addr", "add", THIRD + "/24", "dev", "host0");
        web.awaitRole().awaitHealthy();
        assertThat(web.check("qis-health")).contains("\"degraded\": []");
    }

    @Test
    @Order(2)
    void aLaterServerStartsWithoutOneNodeAndNamesIt() {
        data.check("ip", "addr", "del", THIRD + "/24", "dev", "host0");
        Machine second = lab.machine("web2", 22).role(role()).boot();
        second.awaitRole().awaitHealthy();
        assertThat(second.roleJournal())
                .contains("degraded: memcached " + THIRD + ":11211 does not answer, this server starts without it");
        for (Machine machine : new Machine[] {web, second}) {
            assertThat(machine.check("qis-health").replaceAll("\\s+", ""))
                    .contains("\"healthy\":true,\"degraded\":[\"memcached" + THIRD + ":11211\"]");
        }
        web.check("systemctl", "start", "qis-health.service");
        assertThat(web.journal()).contains("degraded: memcached " + THIRD + ":11211");
    }

    @Test
    @Order(3)
    void withoutHalfOfTheNodesNoServerIsHealthyAndNoneStarts() {
        data.check("systemctl", "stop", "second");
        assertThat(web.healthy()).isFalse();
        Machine third = lab.machine("web3", 23).role(role()).boot();
        Waiting.until(
                "web3 says how many nodes it waits for",
                Duration.ofSeconds(60),
                () -> third.roleJournal().contains("waiting for memcached (2 of 3 nodes)"),
                third::journal);
        assertThat(third.run("systemctl", "is-active", "qis-web").out().trim()).isEqualTo("inactive");
    }

    private static Map<String, String> role() {
        Map<String, String> role = Roles.web();
        String host = role.get("QIS_DATABASE_HOST");
        role.put("QIS_CACHE_SERVERS", host + ":11211," + host + ":11212," + THIRD + ":11211");
        return role;
    }
}
