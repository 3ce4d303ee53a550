package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The two-server architecture on booted machines; the tests are stages of one life, from first boot to lost server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServerIT {
    private Lab lab;
    private Machine data;
    private Machine first;
    private Machine second;
    private Visitor visitor;
    private Path picture;
    private String token;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        visitor = new Visitor(lab);
        picture = visitor.picture("picture.png", 64, 48);
        first = lab.machine("web1", 21);
        second = lab.machine("web2", 22);
        data = lab.machine("data", 10);
        Map<String, String> servers = new LinkedHashMap<>();
        servers.put("web1", first.address());
        servers.put("web2", second.address());
        servers.put("web3", "10.77.0.23");
        servers.put("web4", "10.77.0.24");
        servers.put("web5", "10.77.0.25");
        lab.startProxy(servers);
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void webServersBeforeTheirDatabaseWaitAndServeNothing() {
        first.role(Roles.web()).boot();
        second.role(Roles.web()).boot();
        Waiting.until(
                "web1 says what it waits for",
                Duration.ofSeconds(60),
                () -> first.roleJournal().contains("waiting for database data.demo.qis.internal"),
                first::journal);
        assertThat(visitor.status("/")).isEqualTo(503);
        assertThat(first.run("systemctl", "is-active", "qis-web").out().trim()).isEqualTo("inactive");
    }

    @Test
    @Order(2)
    void withoutMemcachedNoHalfSchemaIsMade() {
        Disk.write(
                data.root() + "/etc/systemd/system/qis-memcached.service.d/late.conf",
                "[Service]\nExecCondition=/usr/bin/test -e /run/memcached-may-start\n");
        data.role(Roles.data(lab)).boot().awaitRole();
        Waiting.pause(Duration.ofSeconds(4));
        assertThat(first.roleApplied()).isFalse();
        assertThat(data.sql("qis-mgmt", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(visitor.status("/")).isEqualTo(503);
    }

    @Test
    @Order(3)
    void thenAllBecomeHealthyWithoutARestartAndOneMadeTheSchema() {
        data.bash("touch /run/memcached-may-start; systemctl start qis-memcached");
        Duration served = Waiting.until(
                "the first image",
                Duration.ofSeconds(60),
                () -> visitor.status("/image?src=qis-health/probe.png&width=9") == 200,
                first::journal);
        System.err.printf(
                "servers: first image through the proxy %.1f s after the last dependency was up%n",
                served.toMillis() / 1000.0);
        data.awaitHealthy();
        first.awaitRole().awaitHealthy();
        second.awaitRole().awaitHealthy();
        assertThat((first.roleJournal() + second.roleJournal()).split("this server starts first", -1))
                .hasSize(2);
        assertThat(data.sql("qis-mgmt", "SELECT count(*) FROM users WHERE username = 'admin'"))
                .isEqualTo("1");
        assertThat(first.check("systemctl", "show", "-P", "NRestarts", "qis-web")
                        .trim())
                .isEqualTo("0");
        Waiting.until("the proxy sees both", Duration.ofSeconds(20), () -> lab.up("web1") && lab.up("web2"));
    }

    @Test
    @Order(4)
    void anUploadedImageComesBackThroughTheProxy() throws IOException {
        // QIS denies its administrator the API until somebody allows it.
        data.sql("qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
        token = visitor.token(lab.secret("admin_password"));
        assertThat(token).hasSizeGreaterThan(20);
        assertThat(visitor.upload(token, picture)).contains("200").contains("picture.png");
        for (int i = 0; i < 4; i++) {
            assertThat(visitor.original(token, "qis-health/picture.png")).isEqualTo(Files.readAllBytes(picture));
            BufferedImage small = visitor.image("/image?src=qis-health/picture.png&format=png&width=32");
            assertThat(small.getWidth()).isEqualTo(32);
            assertThat(small.getHeight()).isEqualTo(24);
        }
        assertThat(visitor.upload("wrong", picture)).doesNotEndWith("200");
    }

    @Test
    @Order(5)
    void applyingTheRoleAgainChangesNothing() {
        for (Machine machine : new Machine[] {data, first}) {
            String before = State.of(machine);
            machine.check("systemctl", "restart", "qis-role.service");
            assertThat(State.of(machine)).isEqualTo(before);
        }
    }

    @Test
    @Order(6)
    void deadAuxiliaryProcessesComeBackWithoutALostRequest() {
        Load load = Load.start(lab);
        for (String name : new String[] {"logging", "stats", "tasks"}) {
            String process = first.bash("cat /opt/qis/images/.metadata/web1." + name + ".pid")
                    .trim();
            first.check("kill", "-KILL", process);
        }
        assertThat(first.healthy()).isFalse();
        first.check("systemctl", "start", "qis-health.service");
        first.awaitHealthy();
        JsonNode totals = load.stop();
        System.err.println("servers: auxiliary processes renewed under load: " + totals);
        assertThat(totals.get("failed").asInt()).as(totals.toString()).isZero();
        assertThat(totals.get("requests").asInt()).isPositive();
    }

    @Test
    @Order(7)
    void fromOneToThreeWebServersAndBackNoRequestFails() {
        second.check("qis-drain");
        Load load = Load.start(lab);
        Machine third = lab.machine("web3", 23);
        long begun = System.nanoTime();
        third.role(Roles.web()).boot();
        second.check("qis-drain", "--cancel");
        Waiting.until("web2 serves", Duration.ofSeconds(60), () -> lab.up("web2"), second::journal);
        Waiting.until("web3 serves", Duration.ofSeconds(60), () -> lab.up("web3"), third::journal);
        System.err.printf(
                "servers: a new web server took %.1f s from power-on to the proxy's list (the original slept 300 s)%n",
                (System.nanoTime() - begun) / 1e9);
        Waiting.pause(Duration.ofSeconds(4));
        for (Machine machine : new Machine[] {second, third}) {
            terminate(machine);
        }
        JsonNode totals = load.stop();
        System.err.println("servers: 1 -> 3 -> 1 under load: " + totals);
        assertThat(totals.get("failed").asInt()).as(totals.toString()).isZero();
        assertThat(totals.get("requests").asInt()).isGreaterThan(200);
        assertThat(first.bash("wc -l </var/log/qis/access.log").trim()).isNotEqualTo("0");
    }

    /** As an instance refresh does with at least 100 % and at most 200 %: each new server serves before an old one ends. */
    @Test
    @Order(8)
    void aNewImageReplacesTwoWebServersAndNoRequestFails() {
        second.destroy();
        second = lab.machine("web2", 22).role(Roles.web());
        lab.lifecycle(second, "InService");
        second.boot().awaitRole();
        Waiting.until("web2 serves", Duration.ofSeconds(60), () -> lab.up("web2"), second::journal);
        Load load = Load.start(lab);
        first = replacedBy(first, lab.machine("web4", 24));
        second = replacedBy(second, lab.machine("web5", 25));
        JsonNode totals = load.stop();
        System.err.println("servers: two web servers replaced by a new image under load: " + totals);
        assertThat(totals.get("failed").asInt()).as(totals.toString()).isZero();
        assertThat(totals.get("requests").asInt()).isGreaterThan(200);
    }

    private Machine replacedBy(Machine old, Machine next) {
        Path release = next.root().resolve("usr/local/lib/qis-aws/release.json");
        Disk.write(
                release.toString(),
                Lab.read(release).replaceFirst("\"release\": \"[^\"]*\"", "\"release\": \"newer\""));
        next.role(Roles.web()).boot();
        Waiting.until(next.name() + " serves", Duration.ofSeconds(90), () -> lab.up(next.name()), next::journal);
        terminate(old);
        return next;
    }

    /** As an Auto Scaling group does: the server drains, then its power goes. */
    private void terminate(Machine machine) {
        lab.lifecycle(machine, "Terminated");
        Waiting.until(
                machine.name() + " is drained",
                Duration.ofSeconds(60),
                () -> machine.run("systemctl", "show", "-P", "Result", "-P", "ActiveState", "qis-drain")
                        .out()
                        .contains("inactive"),
                machine::journal);
        assertThat(lab.autoScalingCalls())
                .contains("i-0" + machine.address().replace(".", ""))
                .contains("CONTINUE");
        machine.kill();
    }

    /** The proxy asks each second, and two bad answers are enough; it does not try a request again. */
    @Test
    @Order(9)
    void aKilledWebServerCostsAFewRequestsUntilTheProxyKnows() {
        Load load = Load.start(lab);
        Waiting.pause(Duration.ofSeconds(3));
        second.kill();
        Waiting.until("the proxy knows", Duration.ofSeconds(10), () -> !lab.up(second.name()));
        double known = System.currentTimeMillis() / 1000.0;
        Waiting.pause(Duration.ofSeconds(6));
        JsonNode totals = load.stop();
        System.err.println("servers: one of two web servers killed under load: " + totals);
        // How many requests the dead server gets before that depends on how busy the machine of this test is.
        assertThat(totals.get("last_failed_sent").asDouble())
                .as("no request fails that is sent after the proxy knows: " + totals)
                .isLessThanOrEqualTo(known);
        assertThat(totals.get("failed").asInt()).as(totals.toString()).isLessThanOrEqualTo(5 * Load.WORKERS);
        assertThat(totals.get("requests").asInt()).isGreaterThan(100);
        JsonNode after = afterwards();
        assertThat(after.get("failed").asInt()).as(after.toString()).isZero();
    }

    private JsonNode afterwards() {
        Load load = Load.start(lab);
        Waiting.pause(Duration.ofSeconds(3));
        return load.stop();
    }

    @Test
    @Order(10)
    void aRestartedDatabaseIsFoundAgainAndLostRequestsAreCounted() {
        Load load = Load.start(lab);
        Waiting.pause(Duration.ofSeconds(3));
        data.check("systemctl", "restart", "qis-postgresql.service");
        Waiting.pause(Duration.ofSeconds(6));
        JsonNode totals = load.stop();
        System.err.println("servers: database restarted under load: " + totals);
        first.awaitHealthy();
        assertThat(totals.get("statuses").get("200").asInt()).isPositive();
        assertThat(totals.get("longest_gap").asDouble()).isLessThan(20);
    }

    @Test
    @Order(11)
    void aReplacedDataServerKeepsDatabaseAndImages() throws IOException {
        String users = data.sql("qis-mgmt", "SELECT password FROM users ORDER BY id");
        data.destroy();
        data = lab.machine("data", 10);
        data.role(Roles.data(lab)).boot().awaitRole().awaitHealthy();
        assertThat(data.roleJournal()).doesNotContain("formatted").doesNotContain("cluster made");
        assertThat(data.sql("qis-mgmt", "SELECT password FROM users ORDER BY id"))
                .isEqualTo(users);
        first.awaitHealthy();
        Waiting.until("the proxy sees it", Duration.ofSeconds(20), () -> lab.up(first.name()));
        assertThat(visitor.original(token, "qis-health/picture.png")).isEqualTo(Files.readAllBytes(picture));
    }

    @Test
    @Order(12)
    void noSecretIsInAnyFileLogOrProcessList() {
        Secrets.assertNowhere(lab, first);
        Secrets.assertNowhere(lab, data);
        assertThat(first.bash("stat -c '%a %U' /opt/qis/conf/local_settings.py").trim())
                .isEqualTo("600 qis");
        assertThat(first.bash("cat /opt/qis/logs/qis.log*")).doesNotContainPattern("user with password [^*]");
    }
}
