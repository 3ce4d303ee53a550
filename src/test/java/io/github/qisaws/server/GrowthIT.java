package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One server becomes two: the full server is booted again as data server, and a web server serves what it held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrowthIT {
    private Lab lab;
    private Machine server;
    private Machine web;

    @BeforeAll
    void prepare() {
        lab = Lab.open();
        Secrets.plant(lab);
        server = lab.machine("data", 10);
        web = lab.machine("web1", 21);
        Map<String, String> servers = new LinkedHashMap<>();
        servers.put("data", server.address());
        servers.put("web1", web.address());
        lab.startProxy(servers);
    }

    @AfterAll
    void clear() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whatOneServerHeldIsServedByTwo() throws IOException {
        server.role(Roles.full(lab)).boot().awaitRole().awaitHealthy();
        Waiting.until("the proxy sees the server", Duration.ofSeconds(20), () -> lab.up("data"));
        server.sql("qis-mgmt", "UPDATE users SET allow_api = true WHERE username = 'admin'");
        Visitor visitor = new Visitor(lab);
        Path picture = visitor.picture("picture.png", 64, 48);
        String token = visitor.token(lab.secret("admin_password"));
        assertThat(visitor.upload(token, picture)).contains("200");

        // As after a changed role in the user data: stopped, and started with another role file.
        server.kill();
        server.role(Roles.data(lab)).boot();
        web.role(Roles.web()).boot();
        server.awaitRole().awaitHealthy();
        web.awaitRole().awaitHealthy();

        Waiting.until("the proxy sees the web server", Duration.ofSeconds(20), () -> lab.up("web1"));
        assertThat(lab.up("data")).isFalse();
        assertThat(server.run("systemctl", "is-active", "qis-web").out().trim()).isEqualTo("inactive");
        assertThat(visitor.original(token, "qis-health/picture.png")).isEqualTo(Files.readAllBytes(picture));
        assertThat(server.sql("qis-mgmt", "SELECT count(*) FROM users WHERE username = 'admin'"))
                .isEqualTo("1");
        assertThat(web.check("openssl", "x509", "-noout", "-ext", "subjectAltName", "-in", "/etc/qis/database-ca.pem"))
                .contains("data.demo.qis.internal");
    }
}
