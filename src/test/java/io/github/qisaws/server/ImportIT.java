package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Another QIS moves into two servers, then into the managed architecture; the tests are stages of one life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportIT {
    private static final int TOGETHER = 6;
    private static final String DATABASES =
            "SELECT string_agg(datname || ' ' || oid, ', ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'qis%'";
    private static final String TREE =
            "cd /opt/qis/images && find . -type f -not -path './.metadata/*' -not -path './.qis-import/*' | sort | xargs -d '\\n' sha256sum";
    private static final String KILL_LOADER = """
            until pgrep -f 'pg_restore.*[-]-dbname' >/dev/null; do :; done; systemctl kill --signal=KILL qis-import.service
            """;

    private Lab lab;
    private Visitor visitor;
    private OldSite old;
    private Machine data;
    private Machine first;
    private Machine second;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        visitor = new Visitor(lab);
        old = new OldSite(lab);
        data = lab.machine("data", 10).role(Roles.data(lab)).boot();
        first = lab.machine("web1", 21).role(Roles.web()).boot();
        second = lab.machine("web2", 22).role(Roles.web()).boot();
        Map<String, String> servers = new LinkedHashMap<>();
        for (int number = 1; number <= 4; number++) {
            servers.put("web" + number, "10.77.0.2" + number);
        }
        lab.startProxy(servers);
        first.awaitRole();
        second.awaitRole();
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void aRehearsalReportsAndChangesNothing() {
        Staging staging = staging().put(old.images(), old.dump("custom"));
        String before = all();
        JsonNode report = staging.check(data);
        assertThat(all()).isEqualTo(before);
        assertThat(report.path("ready").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.at("/database/rows/users").asInt()).isEqualTo(2);
        assertThat(report.at("/database/rows/images").asInt()).isGreaterThanOrEqualTo(OldSite.IMAGES);
        assertThat(report.at("/images/to_copy").asInt()).isEqualTo(OldSite.IMAGES);
        assertThat(report.at("/missing_count").asInt()).isZero();
        assertThat(Staging.state(Staging.status(data))).isEqualTo("none");

        Shell.Result refused =
                first.run("qis-import", "start", "s3://qis-migration/import/manifest.json", "0".repeat(64));
        assertThat(refused.err()).contains("a server of role web-server cannot import");
        assertThat(data.run("qis-import", "start", "s3://qis-migration/$x", "0").err())
                .contains("is no manifest");
    }

    @Test
    @Order(2)
    void whatIsNoDumpOfQisIsRefusedAndChangesNothing() {
        refused("foreign", "missing tables, or tables without QIS's columns: users, folders, images", "keep");
        refused("function", "FUNCTION public evil()", "keep");
        refused("shell", "is a command of psql: '\\\\! touch /tmp/owned'", "keep");
        refused("program", "COPY to or from an external program", "keep");
        refused("drop", "DROP DATABASE", "keep");
        refused("inserts", "--inserts", "keep");
        refused("short.gz", "does not end with 'PostgreSQL database dump complete'", "keep");
        refused("newer", "made by pg_dump 99.1", "keep");
        refused("noadmin", "no user 'admin'", "replace");
        assertThat(data.bash("find /tmp /var/tmp -name owned")).isEmpty();
    }

    private void refused(String dump, String why, String users) {
        String before = data.sql("postgres", DATABASES);
        JsonNode status = staging().put(Staging.NONE, old.dump(dump)).run(data, "--users", users);
        assertThat(Staging.state(status)).as(dump).isEqualTo("failed");
        assertThat(status.path("problem").asText()).as(dump).contains(why).endsWith("What was changed: nothing.");
        assertThat(data.sql("postgres", DATABASES)).as(dump).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aDamagedObjectAndAMissingOneAreNamed() {
        Path part = old.images().resolve("moved/09");
        Staging staging = staging().put(part, Staging.NONE);
        staging.spoil(part.resolve("950.png"));
        assertThat(staging.run(data).path("problem").asText())
                .contains("image 950.png: object s3://qis-migration/import/files/", "has 15 bytes with SHA-256 ");
        assertThat(data.bash("ls /opt/qis/images")).doesNotContain("950.png");
        staging.put(part, Staging.NONE).remove(part.resolve("990.png"));
        assertThat(staging.run(data).path("problem").asText())
                .contains("image 990.png: object s3://qis-migration/import/files/", " is missing. Upload it again")
                .containsPattern("What was changed: [0-9]+ of 99 images were copied");
        JsonNode repaired = staging.put(part, Staging.NONE).run(data);
        assertThat(Staging.state(repaired)).as(repaired.toString()).isEqualTo("done");
        assertThat(repaired.at("/images/done").asInt()).isEqualTo(99);
    }

    @Test
    @Order(4)
    void anImportThatIsKilledAndLosesItsPowerGoesOnAndEverythingIsHere() {
        Staging staging = staging().put(old.images(), old.dump("custom"));
        String before = data.sql("postgres", DATABASES);
        staging.start(data);
        data.bash(KILL_LOADER);
        JsonNode killed = staging.await(data, status -> !Staging.state(status).equals("running"));
        assertThat(killed.path("problem").asText()).contains("interrupted");
        assertThat(data.sql("postgres", DATABASES)).startsWith(before).contains("qis-mgmt-import");

        staging.start(data);
        staging.await(data, status -> status.at("/images/copied").asInt() > 100);
        data.kill();
        data.boot().awaitRole();
        killed = Staging.status(data);
        assertThat(killed.path("problem").asText()).contains("interrupted");
        assertThat(killed.at("/images/copied").asInt()).isBetween(100, OldSite.IMAGES - 1);

        JsonNode status = finished(staging, data, List.of(first, second));
        System.err.println("servers: import of 1,000 images into two servers, interrupted twice: " + status);
        assertThat(status.at("/images/copied").asInt()).isLessThan(OldSite.IMAGES);
        assertThat(status.path("missing_count").asInt()).isZero();
        assertThat(status.at("/rows/users").asInt()).isEqualTo(2);
        assertThat(Staging.state(staging.start(data))).isEqualTo("done");
    }

    /** The web servers find out by themselves, each minute; the test does not wait for their timers. */
    private static JsonNode finished(Staging staging, Machine machine, List<Machine> others, String... options) {
        staging.start(machine, options);
        JsonNode status = staging.await(machine, now -> {
            others.forEach(web -> web.run("systemctl", "start", "qis-health.service"));
            return !Staging.state(now).equals("running");
        });
        assertThat(Staging.state(status)).as(status + machine.journal()).isEqualTo("done");
        others.forEach(web -> web.run("systemctl", "start", "qis-health.service"));
        others.forEach(web -> web.awaitRole().awaitHealthy());
        return status;
    }

    @Test
    @Order(5)
    void everyImageIsServedAndTheOldPasswordsAreKept() {
        visitor.all(Lab.PROXY, OldSite.names(), TOGETHER);
        assertThat(data.bash(TREE + " | grep /moved/")).isEqualTo(tree(old.images()));
        assertThat(
                        data.bash(
                                "cd /opt/qis/images/moved && find . ! -user 3999 -o -type f ! -perm 644 -o -type d ! -perm 755"))
                .isEmpty();
        assertThat(visitor.token("admin", OldSite.PASSWORD)).isNotEmpty();
        assertThat(visitor.token("editor", OldSite.PASSWORD)).isNotEmpty();
        assertThat(visitor.token("admin", lab.secret("admin_password"))).isEmpty();
        assertThat(data.sql("postgres", DATABASES))
                .contains("qis-mgmt-before-import")
                .doesNotContain("qis-mgmt-import");
        assertThat(data.sql("qis-mgmt", "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("qis");
        assertThat(data.sql("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'qis_import'"))
                .isEqualTo("0");
        Secrets.assertNowhere(lab, data);
    }

    @Test
    @Order(6)
    void theReplacedDatabaseIsRemovedOnlyBesideAnImportedOneThatServes() {
        String note = data.sql(
                "postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'qis-mgmt'");
        data.sql("postgres", "COMMENT ON DATABASE \"qis-mgmt\" IS NULL");
        assertThat(data.run("qis-import", "remove-kept").err())
                .contains("no server has started QIS on the imported database yet");
        data.sql("postgres", "COMMENT ON DATABASE \"qis-mgmt\" IS '" + note + "'");
        assertThat(first.run("qis-import", "remove-kept").err()).contains("a server of role web-server cannot import");
        assertThat(kept(data, "kept")).containsPattern("\"bytes\": [1-9]\\d{6}");
        assertThat(data.sql("postgres", DATABASES)).contains("qis-mgmt-before-import");

        assertThat(kept(data, "remove-kept")).contains("\"bytes\": null");
        assertThat(data.sql("postgres", DATABASES))
                .doesNotContain("before-import")
                .contains("qis-mgmt ");
        assertThat(kept(data, "remove-kept")).contains("\"bytes\": null");
        assertThat(visitor.token("editor", OldSite.PASSWORD)).isNotEmpty();
    }

    /** The report is the last line. */
    private static String kept(Machine machine, String command) {
        return machine.check("qis-import", command).strip().replaceFirst("(?s).*\n", "");
    }

    private static String tree(Path images) {
        return Shell.check("bash", "-c", TREE.replace("/opt/qis/images", images.toString()) + " | grep /moved/");
    }

    @Test
    @Order(7)
    void aSecondCopyBringsOnlyWhatCameSinceAndOverwritesNothingInSilence() {
        visitor.status("/");
        Shell.check(
                "cp",
                picture("new.png"),
                old.images().resolve("moved/00/new.png").toString());
        Shell.check(
                "cp",
                picture("changed.png"),
                old.images().resolve("moved/00/1.png").toString());
        data.bash(
                "cp /opt/qis/images/moved/00/2.png /opt/qis/images/own.png; printf more >>/opt/qis/images/moved/00/3.png");
        Shell.check("rm", old.images().resolve("moved/00/4.png").toString());
        data.bash("rm /opt/qis/images/moved/00/4.png");
        Staging staging = staging().put(old.images(), Staging.NONE);
        String before = data.bash(TREE);
        assertThat(staging.run(data).path("problem").asText())
                .startsWith(
                        "1 images exist in this environment with another content, and no import wrote them: moved/00/3.png. ");
        assertThat(data.bash(TREE)).isEqualTo(before);

        JsonNode status = staging.run(data, "--overwrite");
        assertThat(Staging.state(status)).as(status.toString()).isEqualTo("done");
        assertThat(status.at("/images/copied").asInt()).isEqualTo(3);
        assertThat(data.bash(TREE + " | grep /moved/")).isEqualTo(tree(old.images()));
        assertThat(data.bash("ls /opt/qis/images/own.png")).isNotEmpty();
        assertThat(status.path("missing").toString()).isEqualTo("[\"moved/00/4.png\"]");
        assertThat(status.path("missing_count").asInt()).isEqualTo(1);
    }

    private String picture(String name) {
        return visitor.picture(name, 32, 24).toString();
    }

    @Test
    @Order(8)
    void withoutSpaceNothingIsCopied() {
        Shell.check(
                "bash", "-c", "head -c 40000000 /dev/urandom >'" + old.images().resolve("moved/large.png") + "'");
        Staging staging = staging().put(old.images(), Staging.NONE);
        data.bash("fallocate -l $(($(stat -f -c '%a * %S' /opt/qis/images) - 50000000)) /opt/qis/images/filler");
        JsonNode status = staging.run(data);
        assertThat(status.path("problem").asText())
                .contains("the images to copy need 54 MB, and /opt/qis/images has ", "What was changed: nothing.");
        assertThat(data.bash("ls /opt/qis/images/moved")).doesNotContain("large.png");
        data.bash("rm /opt/qis/images/filler");
        Shell.check("rm", old.images().resolve("moved/large.png").toString());
    }

    @Test
    @Order(9)
    void itMovesIntoTheManagedArchitectureFromOneWebServer() {
        first.destroy();
        second.destroy();
        ManagedIT.handOver(lab, data);
        data.bash("rm -rf /opt/qis/images/moved /opt/qis/images/.qis-import /opt/qis/images/*.png");
        first = lab.machine("web3", 23).role(ManagedIT.role()).boot();
        second = lab.machine("web4", 24).role(ManagedIT.role()).boot();
        first.awaitRole();
        second.awaitRole();
        Staging staging = staging().put(old.images(), old.dump("plain.gz"));
        List<String> served = OldSite.names().stream()
                .filter(name -> !name.equals("moved/00/4.png"))
                .toList();
        JsonNode status = finished(staging, first, List.of(second), "--users", "replace");
        System.err.println("servers: import of 1,000 images by a web server of the managed architecture: " + status);
        assertThat(status.at("/images/copied").asInt()).isEqualTo(OldSite.IMAGES);
        assertThat(status.path("served").asInt()).isEqualTo(50);
        visitor.all(Lab.PROXY, served, TOGETHER);
        assertThat(visitor.token("admin", lab.secret("admin_password"))).isNotEmpty();
        assertThat(visitor.token("admin", OldSite.PASSWORD)).isEmpty();
        assertThat(visitor.token("editor", OldSite.PASSWORD)).isNotEmpty();
        assertThat(data.sql("postgres", "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'qis-mgmt'"))
                .isEqualTo("qis");
        assertThat(kept(second, "kept")).containsPattern("\"bytes\": [1-9]\\d{6}");
        assertThat(kept(second, "remove-kept")).contains("\"bytes\": null");
        assertThat(data.sql("postgres", DATABASES)).doesNotContain("before-import");
        assertThat(Shell.run("grep", "-rlEa", "MARKmaster4711", first.changes().toString())
                        .out())
                .isEmpty();
    }

    private Staging staging() {
        return new Staging(lab, "qis-migration");
    }

    /** All that a rehearsal could change. */
    private String all() {
        return State.of(data)
                + data.bash(TREE)
                + data.sql("postgres", DATABASES)
                + data.bash("find /var/lib/qis /opt/qis/images -maxdepth 2 -not -path '*/database/*'");
    }
}
