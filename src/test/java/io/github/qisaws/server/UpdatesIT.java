package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A new image in its test, as Image Builder's component starts it, and the same server when the distribution updates it.
 * QIS_AWS_TEST_SYSTEM=ubuntu-24.04 runs it on Ubuntu, which restarts services by itself after an update.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpdatesIT {
    private static final String BUNDLE = "/usr/local/lib/qis-aws/rds.pem";
    private static final String SERVICES = "qis-web qis-postgresql qis-memcached";
    private Lab lab;
    private Machine server;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        server = lab.machine("server", 10).role(Roles.common("full-server"));
        server.boot().awaitRole().awaitHealthy();
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void anImageWithoutEfsOrCertificatesOfRdsIsNotReleased() {
        Shell.Result tested = server.run("qis-image-test");

        assertThat(tested.succeeded()).isFalse();
        assertThat(tested.out())
                .contains("image test: serves an image: ok")
                .contains("image test: RDS certificates: ")
                .contains("image test: EFS: ")
                .doesNotContain("RDS certificates: ok")
                .doesNotContain("EFS: ok");
    }

    /** Of EFS, mount.efs is played here: the distribution does not package it. */
    @Test
    @Order(2)
    void aGoodImagePassesItsTest() {
        authority("+3650 days");
        mountEfs("[ \"$1\" = --version ] && exit 0; echo 'Failed to resolve \"fs-0\"' >&2; exit 1");

        Shell.Result tested = server.run("qis-image-test");

        assertThat(tested.succeeded()).as(tested.toString()).isTrue();
        assertThat(tested.out())
                .contains("RDS certificates: ok")
                .contains("TLS to a database: ok")
                .contains("EFS: ok");
    }

    @Test
    @Order(3)
    void eachFaultIsNamed() {
        mountEfs("[ \"$1\" = --version ] && exit 0; echo 'Traceback (most recent call last):' >&2; exit 1");
        assertThat(server.run("qis-image-test").err()).contains("the image failed its test: EFS");
        mountEfs("[ \"$1\" = --version ] && exit 0; exit 1");

        // A database that shows a certificate of RDS's list is taken for RDS.
        server.bash("cp -p " + BUNDLE + " /root/rds.pem; cat /var/lib/qis/database/tls/server.crt >>" + BUNDLE);
        assertThat(server.run("qis-image-test").err()).contains("the image failed its test: TLS to a database");

        authority("+10 days");
        assertThat(server.run("qis-image-test").err()).contains("the image failed its test: RDS certificates");
        server.bash("mv /root/rds.pem " + BUNDLE);

        server.bash("systemctl stop qis-web");
        assertThat(server.run("qis-image-test").err()).contains("the image failed its test: serves an image");
        server.bash("systemctl start qis-web");
        server.awaitHealthy();
    }

    private void authority(String end) {
        server.bash(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -subj /CN=rds"
                        + " -days $(( ($(date -d '" + end + "' +%s) - $(date +%s)) / 86400 )) -out " + BUNDLE
                        + " 2>/dev/null");
    }

    private void mountEfs(String commands) {
        Disk.write(server.root() + "/sbin/mount.efs", "#!/bin/sh\n" + commands + "\n");
        server.bash("chmod 755 /sbin/mount.efs");
    }

    @Test
    @Order(4)
    void needrestartLeavesTheServicesOfQisAloneAndRestartsOthers() {
        server.bash("""
                printf '[Service]\\nExecStart=/bin/sleep infinity\\n' >/etc/systemd/system/other.service
                systemctl daemon-reload; systemctl start other
                for program in $(ldd /bin/sleep /usr/bin/memcached $(ls /usr/lib/postgresql/*/bin/postgres) /usr/sbin/apache2 \\
                    | sed -n 's/.* => \\(.*libc.so.6\\) .*/\\1/p' | sort -u); do
                  cp "$program" "$program.new"; mv "$program.new" "$program" # as an update replaces a library
                done""");
        String before = processes(SERVICES);
        String other = processes("other");

        String listed = server.bash("needrestart -b -r l");
        assertThat(listed).contains("NEEDRESTART-SVC: other.service");
        server.bash("needrestart -q -r a >/var/log/needrestart 2>&1");

        assertThat(processes("other"))
                .as(server.bash("cat /var/log/needrestart"))
                .isNotEqualTo(other);
        assertThat(processes(SERVICES)).isEqualTo(before);
        server.awaitHealthy();
    }

    @Test
    @Order(5)
    void updatedPackagesOfTheDistributionRestartNothingOfQis() {
        String before = processes(SERVICES);

        String done = server.bash("DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a dpkg -i /opt/again/*.deb 2>&1");

        assertThat(done).contains("Setting up memcached", "Setting up apache2", "Setting up postgresql-");
        assertThat(processes(SERVICES)).isEqualTo(before);
        assertThat(server.run("systemctl", "is-active", "apache2", "memcached", "postgresql")
                        .out())
                .doesNotContain("\nactive")
                .doesNotStartWith("active");
        server.awaitHealthy();
    }

    /** The configuration as the programs read it. */
    @Test
    @Order(6)
    void securityUpdatesInstallThemselvesAndNeverReboot() {
        assertThat(server.bash("apt-config dump Unattended-Upgrade::Automatic-Reboot"))
                .contains("\"false\"");
        assertThat(server.bash("unattended-upgrade --dry-run --debug 2>&1 | head -50"))
                .containsIgnoringCase("allowed origins")
                .containsIgnoringCase("security");
        assertThat(server.run("systemctl", "is-enabled", "apt-daily-upgrade.timer", "unattended-upgrades")
                        .out())
                .doesNotContain("disabled")
                .doesNotContain("masked");
    }

    private String processes(String units) {
        Waiting.pause(Duration.ofSeconds(2));
        return server.bash("systemctl show -P MainPID " + units);
    }
}
