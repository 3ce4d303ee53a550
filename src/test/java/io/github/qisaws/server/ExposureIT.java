package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may reach what: database, image export, ports, settings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExposureIT {
    private static final String PROBE = "/qis-health/probe.png";
    private Lab lab;
    private Machine data;
    private Machine first;
    private Path picture;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        picture = new Visitor(lab).picture("picture.png", 64, 48);
        data = lab.machine("data", 10).role(Roles.data(lab)).boot();
        first = lab.machine("web1", 21).role(Roles.web()).boot().awaitRole();
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void theDatabaseLetsInOnlyQisFromTheApplicationOverTls() {
        String url = "postgresql://qis:MARKdatabase4711%25%2F%40%3A@10.77.0.10/qis-mgmt?connect_timeout=5&sslmode=";
        assertThat(psql(first.inItsNetwork(), url + "require").succeeded()).isTrue();
        assertThat(psql(first.inItsNetwork(), url + "disable").err()).contains("no encryption");
        assertThat(psql(lab.inNetwork(), url + "require").err()).contains("no pg_hba.conf entry");
        assertThat(data.sql("postgres", "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'qis'"))
                .isEqualTo("SCRAM-SHA-256");
        assertThat(data.sql("postgres", "SHOW shared_buffers") + data.sql("postgres", "SHOW effective_cache_size"))
                .isEqualTo("400MB700MB");
    }

    @Test
    void theExportServesTheApplicationOnlyAndRootIsNobody() {
        NfsClient client = NfsClient.at(first);
        assertThat(client.reads(PROBE)).isTrue();
        assertThat(client.writesAsQis(picture, "/qis-health/by-qis.png")).isTrue();
        assertThat(client.writesAsRoot(picture, "/qis-health/by-root.png")).isFalse();
        assertThat(NfsClient.stranger(lab).reads(PROBE)).isFalse();
    }

    @Test
    void auxiliaryPortsListenOnTheLoopbackOnly() {
        String listening = first.bash("ss -Hltn | awk '{print $4}' | sort -u");
        assertThat(listening
                        .lines()
                        .filter(address -> !address.startsWith("127.0.0.1:"))
                        .map(address -> address.replaceAll(".*:", "")))
                .containsOnly("80");
        assertThat(listening).contains("127.0.0.1:9002").contains("127.0.0.1:9003");
    }

    @Test
    void apacheKeepsConnectionsLongerThanTheBalancerAndLogsTheClient() {
        Shell.Result answer = lab.curl(
                "-sS",
                "-D",
                "-",
                "-o",
                "/dev/null",
                "-H",
                "Connection: keep-alive",
                "-H",
                "X-Forwarded-For: 203.0.113.9",
                "http://" + first.address() + "/");
        assertThat(answer.out()).contains("200 OK").contains("timeout=75");
        assertThat(first.bash("cat /var/log/qis/access.log")).contains("203.0.113.9");
    }

    private static Shell.Result psql(List<String> network, String url) {
        List<String> command = new ArrayList<>(network);
        command.addAll(List.of("psql", "-AtXc", "SELECT 1", url));
        return Shell.run(Duration.ofSeconds(20), command);
    }
}
