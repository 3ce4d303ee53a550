package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A restore as a server sees it: both volumes as a snapshot of the running server has them, beside those in use, proven,
 * and switched to.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CopyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GUEST =
            "INSERT INTO users (username, password, allow_api) VALUES ('guest', 'none', false)";

    private Lab lab;
    private Machine server;
    private Visitor visitor;
    private Path picture;
    private String databaseCopy;
    private String imagesCopy;
    private String blank;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        databaseCopy = lab.attach("database-copy", Lab.DATABASE_MEGABYTES);
        imagesCopy = lab.attach("images-copy", Lab.IMAGES_MEGABYTES);
        blank = lab.attach("blank", 50);
        server = lab.machine("data", 10);
        lab.startProxy(Map.of("data", server.address()));
        server.role(Roles.full(lab)).boot().awaitRole().awaitHealthy();
        Waiting.until("the proxy sees the server", Duration.ofSeconds(20), () -> lab.up("data"));
        server.sql("qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
        server.sql("qis-mgmt", GUEST);
        visitor = new Visitor(lab);
        picture = visitor.picture("picture.png", 64, 48);
        assertThat(visitor.upload(visitor.token(lab.secret("admin_password")), picture))
                .contains("200");
        server.bash(
                "cd /opt/qis/images && mkdir many && for i in $(seq 1000); do cp qis-health/picture.png many/$i.png; done;"
                        + " chown -R 3999:3999 many");
        snapshot();
        // The fault after which somebody wants the data back.
        server.sql("qis-mgmt", "DELETE FROM users WHERE username = 'guest'");
        server.bash("rm /opt/qis/images/qis-health/picture.png");
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    /** Both volumes of one moment, while the server runs: its database recovers as after a power failure. */
    private void snapshot() {
        server.bash("sync && fsfreeze -f /var/lib/qis/database && fsfreeze -f /opt/qis/images");
        try {
            for (String volume : new String[] {"database", "images"}) {
                Shell.check(
                        Duration.ofMinutes(2),
                        List.of(
                                "dd",
                                "if=" + lab.folder().resolve(volume + ".volume"),
                                "of=" + (volume.equals("database") ? databaseCopy : imagesCopy),
                                "bs=4M",
                                "conv=fsync"));
            }
        } finally {
            server.bash("fsfreeze -u /opt/qis/images; fsfreeze -u /var/lib/qis/database");
        }
    }

    @Test
    @Order(1)
    void aCopyIsProvenBesideTheDataInUse() throws JsonProcessingException {
        Instant begun = Instant.now();
        JsonNode report = proven();
        System.err.println("servers: proof of copies with 1,000 images: " + sinceThen(begun));

        assertThat(report.at("/database/copy/users").asInt())
                .isEqualTo(report.at("/database/now/users").asInt() + 1);
        assertThat(report.at("/images/copy/files").asInt())
                .isEqualTo(report.at("/images/now/files").asInt() + 1);
        assertThat(report.at("/images/sample/images").asInt()).isPositive();
        assertThat(report.at("/missing_count").asInt()).isZero();
        assertThatNothingIsLeft();
        server.awaitHealthy();
    }

    @Test
    @Order(2)
    void aProofThatWasKilledIsDoneAgain() throws JsonProcessingException {
        server.bash(
                "qis-copy volumes database=" + databaseCopy + " images=" + imagesCopy + " & proof=$!\n"
                        + "until test -S /run/qis-copy/sockets/.s.PGSQL.5432; do sleep 0.05; done; kill -9 $proof; wait || true");
        assertThat(server.run("mountpoint", "-q", "/run/qis-copy/database").succeeded())
                .isTrue();

        proven();

        assertThatNothingIsLeft();
    }

    @Test
    @Order(3)
    void whatIsNoWholeCopyIsRefused() {
        assertThat(refused("database=" + lab.databaseDevice())).contains("is in use by this server, it is no copy");
        assertThat(refused("images=" + blank))
                .contains("holds nothing, not the file system of QIS; it was not touched");
        assertThat(refused("database=" + imagesCopy)).contains("the copy holds a database of PostgreSQL no version");
        // With few images, the proof reads each.
        change("rm -r many; mv qis-health/picture.png kept; head -c 90 kept >qis-health/picture.png");
        assertThat(refused("images=" + imagesCopy))
                .contains("images of the copy cannot be read: qis-health/picture.png");
        change("mv kept qis-health/picture.png; chown 3999:3999 qis-health/picture.png");
        assertThatNothingIsLeft();
    }

    @Test
    @Order(4)
    void afterTheSwitchTheOldDataIsServedAndTheNewDataIsKept() throws IOException {
        Instant begun = Instant.now();
        server.kill();
        Map<String, String> role = Roles.full(lab);
        role.put("QIS_DATABASE_DEVICE", databaseCopy);
        role.put("QIS_IMAGES_DEVICE", imagesCopy);
        server.role(role).boot().awaitRole().awaitHealthy();
        Waiting.until("the proxy sees the server", Duration.ofSeconds(20), () -> lab.up("data"));
        System.err.println(
                "servers: switch of one server to copies, until the load balancer uses it: " + sinceThen(begun));

        String token = visitor.token(lab.secret("admin_password"));
        assertThat(visitor.original(token, "qis-health/picture.png")).isEqualTo(Files.readAllBytes(picture));
        assertThat(guests()).isEqualTo("1");

        // And back, for those who find that the newer data was better after all.
        server.kill();
        server.role(Roles.full(lab)).boot().awaitRole().awaitHealthy();
        assertThat(guests()).isEqualTo("0");
    }

    private static String sinceThen(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() + " ms";
    }

    private String guests() {
        return server.sql("qis-mgmt", "SELECT count(*) FROM users WHERE username = 'guest'");
    }

    private void change(String script) {
        server.bash("mkdir -p /mnt/copy && mount " + imagesCopy + " /mnt/copy && cd /mnt/copy && " + script
                + "; cd /; umount /mnt/copy");
    }

    private JsonNode proven() throws JsonProcessingException {
        String out = server.check("qis-copy", "volumes", "database=" + databaseCopy, "images=" + imagesCopy);
        String[] lines = out.split("\n", -1);
        return JSON.readTree(lines[lines.length - 2]);
    }

    private String refused(String volume) {
        Shell.Result result = server.run("qis-copy", "volumes", volume);
        assertThat(result.succeeded()).isFalse();
        return result.err();
    }

    private void assertThatNothingIsLeft() {
        assertThat(server.bash("grep -c /run/qis-copy /proc/mounts || true").trim())
                .isEqualTo("0");
        assertThat(server.bash("pgrep -fc [c]onfig_file=/run/qis-copy || true").trim())
                .isEqualTo("0");
    }
}
