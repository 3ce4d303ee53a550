package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A full server whose role is cut off, misled and given the wrong volumes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisturbedRoleIT {
    private static final int FRESH_STARTS = 4;
    private static final int KILLS_EACH = 5;
    private static final String RESET = """
            systemctl stop qis-health.timer qis-web qis-postgresql qis-memcached 2>/dev/null
            umount /var/lib/qis/database /opt/qis/images 2>/dev/null
            rm -rf /etc/qis/apache/* /etc/qis/postgresql/* /etc/qis/*.json /etc/qis/*.pem /var/lib/qis/state /run/qis
            rm -rf /opt/qis/conf/local_settings.py /opt/qis/logs/* /opt/qis/images/.metadata /etc/systemd/system/*.mount
            systemctl daemon-reload; systemctl reset-failed; true
            """;

    private Lab lab;
    private Machine server;

    @BeforeAll
    void prepare() throws Exception {
        lab = Lab.open();
        server = lab.machine("full", 21).role(Roles.full(lab));
        // The test applies the role, not the boot, and sees each failure.
        Disk.write(server.root() + "/etc/systemd/system/qis-role.service.d/manual.conf", "[Service]\nRestart=no\n");
        Files.delete(Path.of(server.root() + "/etc/systemd/system/multi-user.target.wants/qis-role.service"));
        server.boot();
        Waiting.until("the machine has booted", Duration.ofSeconds(60), () -> server.run(
                        "systemctl", "is-active", "network-online.target")
                .succeeded());
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void killedAtTwentyRandomPointsItIsHealthyAfterTheNextRun() {
        long seed = System.nanoTime();
        System.err.println("servers: seed of the random points: " + seed);
        Random random = new Random(seed);
        long whole = apply();
        for (int start = 0; start < FRESH_STARTS; start++) {
            reset();
            for (int kill = 0; kill < KILLS_EACH; kill++) {
                killAfter(Duration.ofMillis(random.nextLong(200, whole)));
            }
            apply();
            server.awaitHealthy();
            assertThat(server.sql("qis-mgmt", "SELECT count(*) FROM users WHERE username = 'admin'"))
                    .isEqualTo("1");
            assertThat(server.bash("cat /opt/qis/logs/qis.log*")).doesNotContainPattern("user with password [^*]");
        }
        System.err.printf(
                "servers: %d kills, full server from nothing to healthy in %.1f s undisturbed%n",
                FRESH_STARTS * KILLS_EACH, whole / 1000.0);
    }

    @Test
    @Order(2)
    void aWrongRoleFileStopsServingAndTellsEveryMistake() {
        String good = server.bash("cat /etc/qis/role.env");
        server.bash("printf 'QIS_COLOUR=red\\nQIS_THREADS=many\\n' >>/etc/qis/role.env");
        assertThat(server.run("systemctl", "restart", "qis-role").succeeded()).isFalse();
        assertThat(server.roleJournal())
                .contains("'QIS_COLOUR' is not a key")
                .contains("QIS_THREADS has a value of the wrong form");
        assertThat(server.run("curl", "-s", "http://127.0.0.1/").succeeded()).isFalse();
        assertThat(server.healthy()).isFalse();
        Disk.write(server.root() + "/etc/qis/role.env", good);
        apply();
        server.awaitHealthy();
    }

    @Test
    @Order(3)
    void aVolumeWithUnknownDataIsNeverFormatted() {
        reset();
        server.bash("head -c 100000 /dev/urandom >" + lab.databaseDevice());
        String before = server.bash("sha256sum <" + lab.databaseDevice());
        assertThat(server.run("systemctl", "restart", "qis-role").succeeded()).isFalse();
        assertThat(server.roleJournal()).contains("is not blank");
        assertThat(server.bash("sha256sum <" + lab.databaseDevice())).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aDatabaseOfAnotherMajorVersionIsNotTouched() {
        reset();
        apply();
        int own = Integer.parseInt(
                server.bash("basename /var/lib/qis/database/[1-9]*").strip());
        int other = own - 1;
        server.bash("systemctl stop qis-web qis-postgresql; cd /var/lib/qis/database; mv " + own + " " + other);
        assertThat(server.run("systemctl", "restart", "qis-role").succeeded()).isFalse();
        assertThat(server.roleJournal()).contains("holds a database of PostgreSQL " + other);
        assertThat(server.run("test", "-e", "/var/lib/qis/database/" + own).succeeded())
                .isFalse();
    }

    /** Applies the whole role; returns the milliseconds it took. */
    private long apply() {
        long begun = System.nanoTime();
        Shell.Result result = server.run("systemctl", "restart", "qis-role.service");
        assertThat(result.status()).as(server.roleJournal()).isZero();
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private void killAfter(Duration time) {
        server.check("systemctl", "restart", "--no-block", "qis-role.service");
        Waiting.pause(time);
        server.run("systemctl", "kill", "--signal=KILL", "qis-role.service");
        Waiting.until(
                "the role has ended",
                Duration.ofSeconds(20),
                () -> !server.run("systemctl", "is-active", "qis-role").out().contains("activating"));
        server.run("systemctl", "reset-failed");
    }

    private void reset() {
        server.bash(RESET);
        for (String device : lab.devices()) {
            Shell.check("blkdiscard", "-z", "-f", device);
        }
        lab.aws("delete_secret(SecretId='" + Lab.SECRET + "', ForceDeleteWithoutRecovery=True)");
        lab.aws("create_secret(Name='" + Lab.SECRET + "')");
    }
}
