package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Web servers on a managed database: they get its master account's secret, and a server that knows nothing of QIS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

    private Lab lab;
    private Machine data;

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
    void twoWebServersAtOncePrepareTheDatabaseOnceAndForgetTheMaster() {
        Map<String, String> role = role();
        List<Machine> fleet = List.of(lab.machine("web1", 21), lab.machine("web2", 22));
        fleet.forEach(machine -> machine.role(role).boot());
        fleet.forEach(machine -> machine.awaitRole().awaitHealthy());
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
}
