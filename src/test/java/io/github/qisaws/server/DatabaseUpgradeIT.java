package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A data server from an image with a newer major version of PostgreSQL; the tests are stages of one life of its volume. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseUpgradeIT {
    private static final String OLD = "13";
    private static final String FOLDER = "/var/lib/qis/database/";
    private static final String SYSTEM = "/usr/local/lib/qis-aws/system.env";
    private static final int KILLS = 5;

    /** Rows whose order and text would show another collation or encoding; big enough that their copy takes a moment. */
    private static final String ROWS = """
            CREATE TABLE kept AS SELECT number, md5(number::text) || ' Äpfel ' || chr(65 + number % 50)
              || repeat(md5((number + 1)::text), 6) AS text FROM generate_series(1, 300000) AS number;
            CREATE INDEX kept_text ON kept (text);
            """;

    private static final String HASH = "SELECT count(*) || md5(string_agg(text, ',' ORDER BY text)) FROM kept";

    private Lab lab;
    private Machine old;
    private Machine data;
    private Machine web;
    private Visitor visitor;
    private Path picture;
    private String token;
    private String rows;
    private String secret;
    private String major;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        visitor = new Visitor(lab);
        picture = visitor.picture("picture.png", 64, 48);
        old = lab.machine("old", 10, ServerRoot.olderPostgresql());
        String system = Lab.read(old.root().resolve(SYSTEM.substring(1)));
        major = system.replaceFirst("(?s).*POSTGRESQL_MAJOR=([0-9]+).*", "$1");
        Disk.write(
                old.root() + SYSTEM,
                system.replace("MAJOR=" + major, "MAJOR=" + OLD).replace("postgresql/" + major, "postgresql/" + OLD));
        data = lab.machine("data", 10);
        web = lab.machine("web1", 21);
        lab.startProxy(Map.of("web1", web.address()));
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void aServerKeepsTheProgramsOfItsPostgresqlOnTheVolume() {
        boot(byHand(old));
        apply(old);
        web.role(Roles.web()).boot().awaitRole();
        Waiting.until("the proxy sees it", Duration.ofSeconds(20), () -> lab.up("web1"));
        old.sql("qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
        token = visitor.token(lab.secret("admin_password"));
        assertThat(visitor.upload(token, picture)).contains("200");
        old.sql("qis-mgmt", ROWS);
        rows = old.sql("qis-mgmt", HASH);
        secret = secret();
        assertThat(old.bash(FOLDER + "programs/" + OLD + "/*/bin/postgres --version"))
                .contains("PostgreSQL) " + OLD);
    }

    @Test
    @Order(2)
    void withoutThoseProgramsOrSpaceTheClusterIsNotTouched() {
        old.bash("mv " + FOLDER + "programs " + FOLDER + "elsewhere");
        // A power cut: the cluster is not shut down.
        old.kill();
        boot(byHand(data));
        assertThat(refusal()).contains("holds a database of PostgreSQL " + OLD).contains("this release of the role");
        String before = files(OLD);
        data.bash("mv " + FOLDER + "elsewhere " + FOLDER + "programs && fallocate -l $(( $(stat -f -c %a*%S " + FOLDER
                + ") - (200 << 20) )) " + FOLDER + "filler");
        assertThat(refusal()).contains("copies the database: it needs").contains("Enlarge the volume");
        assertThat(files(OLD)).isEqualTo(before);
        assertThat(data.bash("ls " + FOLDER)).doesNotContain(major);
        data.bash("rm " + FOLDER + "filler");
    }

    @Test
    @Order(3)
    void killedWhileItCopiesAndBeforeTheEndItBeginsAgain() {
        killedWhen("the copy has begun", "test -s " + FOLDER + major + ".upgrade/base/$database/$file", """
                copied=$(stat -c %s "$new") && whole=$(stat -c %s "$old") && test "$copied" -lt "$whole\"""");
        killedWhen("the copy is complete", "pgrep -f 'initdb.*[s]ync-only' >/dev/null", """
                cmp "$new" "$old\"""");
    }

    @Test
    @Order(4)
    void theNewClusterHasEveryRowUserAndImageAndTheOldOneStays() throws IOException {
        apply(data);
        assertThat(data.roleJournal())
                .contains("PostgreSQL " + OLD + " upgraded to " + major)
                .contains("The old cluster is kept in " + FOLDER + OLD)
                .contains("database: statistics made");
        assertThat(data.sql("qis-mgmt", "SHOW server_version")).startsWith(major);
        assertThat(data.sql("qis-mgmt", HASH)).isEqualTo(rows);
        assertThat(data.sql("qis-mgmt", "SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'kept'"))
                .isEqualTo("t");
        assertThat(data.sql("postgres", "SHOW data_checksums")).isEqualTo("on");
        assertThat(secret()).isEqualTo(secret);
        web.awaitHealthy();
        assertThat(visitor.token(lab.secret("admin_password"))).hasSizeGreaterThan(20);
        assertThat(visitor.original(token, "qis-health/picture.png")).isEqualTo(Files.readAllBytes(picture));
        // Each web process finds out with its next request that its connections are those of the old server.
        Waiting.until("the image is served by each process again", Duration.ofSeconds(30), () -> IntStream.range(0, 20)
                .allMatch(any -> visitor.status("/image?src=qis-health/picture.png&format=png&width=32") == 200));
        assertThat(visitor.image("/image?src=qis-health/picture.png&format=png&width=33")
                        .getWidth())
                .isEqualTo(33);
        String before = State.of(data);
        apply(data);
        assertThat(State.of(data)).isEqualTo(before);
    }

    @Test
    @Order(5)
    void anOlderImageRefusesTheNewerClusterAndGoesBackOnlyWhenItIsMovedAway() {
        data.sql("qis-mgmt", "DELETE FROM kept WHERE number = 1");
        data.kill();
        boot(old);
        assertThat(old.run("systemctl", "restart", "qis-role").succeeded()).isFalse();
        assertThat(old.roleJournal()).contains("holds a database of PostgreSQL " + major + ", this server runs " + OLD);

        old.bash("mv " + FOLDER + major + " " + FOLDER + major + ".away");
        apply(old);
        assertThat(old.sql("qis-mgmt", HASH)).isEqualTo(rows);
        old.check("systemctl", "stop", "qis-postgresql");
        old.bash("rm -r " + FOLDER + major + ".away");
        old.kill();
    }

    @Test
    @Order(6)
    void onlyTheOldClusterCanBeRemovedAndItsProgramsGoWithIt() {
        boot(data);
        apply(data);
        assertThat(data.sql("qis-mgmt", HASH)).isEqualTo(rows);
        assertThat(remove(major).err()).contains("PostgreSQL " + major + " is in use");
        assertThat(remove("9").err()).contains("no database of PostgreSQL 9");
        assertThat(kept())
                .containsPattern(
                        "^\\{\"used\": " + major + ", \"old\": \\[\\{\"major\": 13, \"bytes\": [1-9]\\d{8}}]}$");
        data.check("systemctl", "stop", "qis-postgresql");
        assertThat(remove(OLD).err()).contains("PostgreSQL does not serve, so no old database is removed");
        assertThat(data.run("qis-role", "old-databases").err()).contains("PostgreSQL does not serve");
        assertThat(data.bash("ls " + FOLDER)).contains(OLD + "\n");

        data.check("systemctl", "start", "qis-postgresql");
        assertThat(remove(OLD).succeeded()).isTrue();
        assertThat(data.bash("ls " + FOLDER + " " + FOLDER + "programs")).doesNotContain(OLD);
        assertThat(kept()).endsWith("\"old\": []}");
        assertThat(data.sql("qis-mgmt", HASH)).isEqualTo(rows);
    }

    private String kept() {
        return data.check("qis-role", "old-databases").strip();
    }

    private Shell.Result remove(String cluster) {
        return data.run("qis-role", "remove-old-database", cluster);
    }

    /** The test applies the role, not the boot, and sees each failure. */
    private Machine byHand(Machine machine) {
        machine.role(Roles.data(lab));
        Disk.write(machine.root() + "/etc/systemd/system/qis-role.service.d/manual.conf", "[Service]\nRestart=no\n");
        Shell.check("rm", machine.root() + "/etc/systemd/system/multi-user.target.wants/qis-role.service");
        return machine;
    }

    private static void boot(Machine machine) {
        machine.boot();
        Waiting.until("the machine has booted", Duration.ofSeconds(60), () -> machine.run(
                        "systemctl", "is-active", "network-online.target")
                .succeeded());
    }

    private static void apply(Machine machine) {
        Shell.Result result = machine.run("systemctl", "restart", "qis-role.service");
        assertThat(result.status()).as(machine.roleJournal()).isZero();
    }

    private String refusal() {
        assertThat(data.run("systemctl", "restart", "qis-role").succeeded()).isFalse();
        return data.bash("cat /run/qis/role-failed");
    }

    /** Every file of a cluster with its hash. */
    private String files(String cluster) {
        return data.bash("cd " + FOLDER + cluster + " && find . -type f -print0 | sort -z | xargs -0 sha256sum");
    }

    private String secret() {
        return lab.aws("get_secret_value(SecretId='" + Lab.SECRET + "')['SecretString']");
    }

    /** Kills the role at a moment of pg_upgrade; tries again when the kill came too late to be one. */
    private void killedWhen(String moment, String reached, String proof) {
        String script = """
                old=$(find %1$s%2$s/base -type f -size +10M | sort | head -1)
                file=$(basename "$old"); database=$(basename "$(dirname "$old")"); new=%1$s%3$s.upgrade/base/$database/$file
                systemctl restart --no-block qis-role.service
                until %4$s; do
                  test $SECONDS -lt 120 && ! systemctl is-failed --quiet qis-role && ! systemctl is-active --quiet qis-role || exit 1
                done 2>/dev/null
                systemctl kill --signal=KILL qis-role.service
                while systemctl is-active qis-role | grep -q activating; do sleep 0.1; done
                systemctl reset-failed
                test ! -e %1$s%3$s
                %5$s""".formatted(FOLDER, OLD, major, reached, proof);
        Shell.Result result = data.run("bash", "-c", script);
        for (int tries = 1; !result.succeeded() && tries < KILLS; tries++) {
            assertThat(data.run("test", "-e", FOLDER + major).succeeded())
                    .as("not killed before the end: " + moment)
                    .isFalse();
            result = data.run("bash", "-c", script);
        }
        assertThat(result.succeeded())
                .as(moment + ": " + result + data.roleJournal())
                .isTrue();
    }
}
