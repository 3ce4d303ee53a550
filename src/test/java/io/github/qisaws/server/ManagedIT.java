package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Web servers on a managed database: they get its master account's secret, and a server that knows nothing of QIS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManagedIT {
    private static final String MASTER_SECRET = "rds-master";
    /** PostgreSQL as RDS hands it over: no QIS in it, and a master account that is no superuser. */
    private static final String LIKE_RDS = """
            psql() { runuser -u postgres -- /usr/bin/psql -h /run/qis-postgresql -qAtX -c "$1" postgres; }
            psql 'DROP DATABASE IF EXISTS "qis-mgmt-before-import"'
            psql 'DROP DATABASE "qis-mgmt"'; psql 'DROP DATABASE "qis-cache"'; psql 'DROP ROLE qis'
            psql "CREATE ROLE master LOGIN CREATEDB CREATEROLE PASSWORD 'MARKmaster4711'"
            printf 'hostssl all all 10.77.0.16/28 scram-sha-256\\n' >>/etc/qis/postgresql/pg_hba.conf
            systemctl reload qis-postgresql
            """;

    /** In place of AWS's program, which needs EFS: the root of a file system, or its folder of images, by access point. */
    private static final String MOUNT_EFS = """
            cat >/sbin/mount.efs <<'END'
            #!/bin/sh
            case "$*" in
              *accesspoint=fsap-0*) folder=/srv/efs ;;
              *accesspoint=fsap-1*) folder=/srv/efs/images; install -d -o 3999 -g 3999 $folder ;;
            esac
            exec mount --bind $folder "$2"
            END
            chmod 755 /sbin/mount.efs; mkdir -p /srv/efs
            """;

    private static final String COPY = "images=efs:fs-0:fsap-1";
    private static final String ROOT = "root=efs:fs-0:fsap-0";

    private Lab lab;
    private Machine data;
    private Machine web;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        data = lab.machine("data", 10).role(Roles.data(lab)).boot().awaitRole();
        handOver(lab, data);
    }

    static Map<String, String> role() {
        Map<String, String> role = Roles.web();
        role.put("QIS_DATABASE_MASTER_SECRET_ID", MASTER_SECRET);
        return role;
    }

    /** Makes the data server's PostgreSQL what RDS is, and the environment's secret empty. */
    static void handOver(Lab lab, Machine data) {
        data.bash(LIKE_RDS);
        lab.aws("delete_secret(SecretId='" + Lab.SECRET + "', ForceDeleteWithoutRecovery=True)");
        lab.aws("create_secret(Name='" + Lab.SECRET + "')");
        lab.aws("create_secret(Name='" + MASTER_SECRET
                + "', SecretString='{\"username\":\"master\",\"password\":\"MARKmaster4711\"}')");
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void twoWebServersAtOncePrepareTheDatabaseOnceAndForgetTheMaster() {
        Map<String, String> role = role();
        List<Machine> fleet = List.of(lab.machine("web1", 21), lab.machine("web2", 22));
        fleet.forEach(machine -> machine.role(role).boot());
        fleet.forEach(machine -> machine.awaitRole().awaitHealthy());
        web = fleet.get(0);
        String journals = fleet.get(0).roleJournal() + fleet.get(1).roleJournal();
        assertThat(journals.split("database: role made", -1)).hasSize(2);
        assertThat(journals.split("this server starts first", -1)).hasSize(2);
        assertThat(data.sql("postgres", "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'qis-mgmt'"))
                .isEqualTo("qis");
        for (Machine machine : fleet) {
            Shell.Result found = Shell.run(
                    "grep", "-rlEa", "MARKmaster4711", machine.changes().toString());
            assertThat(found.out()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aFileSystemWithoutABackupOfQisIsNoCopy() {
        web.bash(MOUNT_EFS);
        assertThat(refused(COPY, ROOT)).contains("the copy has no folder images at its root");
        assertThat(refused("images=" + role().get("QIS_IMAGES"))).contains("is in use by this server, it is no copy");
        assertThat(refused("images=efs:fs-0:fsap-1", "cache=x")).contains("usage: qis-copy");
    }

    /** AWS Backup Developer Guide, "Restore an Amazon EFS file system": a folder at the root, also of a new file system. */
    @Test
    @Order(3)
    void whatAwsBackupRestoredIsMovedToItsPlaceAndProven() throws JsonProcessingException {
        web.bash("restored=/srv/efs/aws-backup-restore_2026-11-28T03-00-00-000000000Z; mkdir $restored;"
                + " cp -a /opt/qis/images $restored/images; touch $restored/images/one-more.txt");

        JsonNode report = proven();
        assertThat(report.at("/images/copy/files").asInt())
                .isEqualTo(report.at("/images/now/files").asInt() + 1);
        assertThat(report.at("/images/sample/images").asInt()).isPositive();
        assertThat(report.at("/database/copy/users").asInt()).isPositive();
        assertThat(report.at("/missing_count").asInt()).isZero();
        assertThat(web.bash("ls /srv/efs/aws-backup-restore_*").trim()).isEmpty();

        // Again, as after a proof that was cut short when the images were in their place.
        assertThat(proven().at("/images/copy")).isEqualTo(report.at("/images/copy"));
        assertThat(web.bash("grep -c /run/qis-copy /proc/mounts || true").trim())
                .isEqualTo("0");

        web.bash("cd /srv/efs/images/qis-health && head -c 40 probe.png >short && mv short probe.png");
        assertThat(refused(COPY, ROOT)).contains("images of the copy cannot be read: qis-health/probe.png");
    }

    private JsonNode proven() throws JsonProcessingException {
        String out = web.check("qis-copy", "services", "database=" + data.address(), COPY, ROOT);
        return new ObjectMapper().readTree(out.lines().reduce("", (before, line) -> line));
    }

    private String refused(String... words) {
        List<String> command = new ArrayList<>(List.of("qis-copy", "services"));
        command.addAll(List.of(words));
        Shell.Result result = web.run(command.toArray(String[]::new));
        assertThat(result.succeeded()).isFalse();
        return result.err();
    }
}
