package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A newer image beside an older one: one server first, then the rest, and none that would misread the new schema. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeIT {
    private static final String RELEASE = "/usr/local/lib/qis-aws/release.json";
    private Lab lab;
    private Machine data;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        data = lab.machine("data", 10).role(Roles.data(lab)).boot();
        lab.machine("web1", 21).role(Roles.web()).boot().awaitRole();
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void oneServerOfTheNewReleaseStartsFirstAndOlderOnesAreRefused() {
        List<Machine> newer = List.of(lab.machine("web2", 22), lab.machine("web3", 23));
        for (Machine machine : newer) {
            Disk.write(machine.root() + RELEASE, "{\"release\": \"newer\", \"schema\": 2}\n");
            machine.role(Roles.web()).boot();
        }
        newer.forEach(Machine::awaitRole);
        newer.forEach(Machine::awaitHealthy);
        String journals = newer.get(0).roleJournal() + newer.get(1).roleJournal();
        assertThat(journals.split("release newer: this server starts first", -1))
                .hasSize(2);
        assertThat(journals).contains("release newer: recorded, the other servers may start");

        Machine older = lab.machine("web4", 24).role(Roles.web()).boot();
        Waiting.until(
                "the older server says why it does not serve",
                Duration.ofSeconds(60),
                () -> older.roleJournal().contains("the database's schema is number 2"),
                older::journal);
        assertThat(older.healthy()).isFalse();
        assertThat(older.run("systemctl", "is-active", "qis-web").out().trim()).isNotEqualTo("active");
        assertThat(data.healthy()).isTrue();
    }
}
