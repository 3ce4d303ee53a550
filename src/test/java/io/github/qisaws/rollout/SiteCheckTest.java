package io.github.qisaws.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.qisaws.TestEngine;
import io.github.qisaws.rollout.SiteCheck.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web server in place of the load balancer, asked over a real connection. */
class SiteCheckTest {
    private static final String LIST = "{\"status\":200,\"data\":[]}";

    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path folder;

    private HttpServer server;
    private int status = 200;
    private String body = LIST;
    private int badAnswers;

    @BeforeEach
    void start() throws IOException {
        start(HttpServer.create(local(), 0));
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void start(HttpServer made) {
        server = made;
        server.createContext("/api/v1/list/", exchange -> {
            boolean bad = asked.incrementAndGet() <= badAnswers;
            byte[] answer = (bad ? "starting" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bad ? 502 : status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theListOfQisMeansThatTheSiteServes() throws IOException {
        Answer answer = ask(url(), "127.0.0.1", false);
        assertThat(answer.serves()).contains(true);
        assertThat(answer.words()).isEqualTo(url());
        assertThat(answer.fails()).isFalse();
    }

    @Test
    void aRootFolderThatIsNotPublicMeansThatTheDatabaseAnswers() throws IOException {
        status = 403;
        body = "{\"status\":403,\"message\":\"not allowed\"}";
        assertThat(ask(url(), "127.0.0.1", false).serves()).contains(true);
    }

    @Test
    void anotherAnswerFailsAfterSeveralAttempts() throws IOException {
        body = "<html>It works!</html>";
        Answer answer = ask(url(), "127.0.0.1", false);
        assertThat(answer.fails()).isTrue();
        assertThat(answer.words()).isEqualTo(url() + SiteCheck.PATH + " answered 200 instead of QIS's list");
        assertThat(asked.get()).isEqualTo(12);
        status = 403;
        assertThat(ask(url(), "127.0.0.1", false).fails()).isTrue();
    }

    @Test
    void aSiteThatStillStartsIsAskedAgain() throws IOException {
        badAnswers = 3;
        assertThat(ask(url(), "127.0.0.1", false).serves()).contains(true);
        assertThat(asked.get()).isEqualTo(4);
    }

    @Test
    void anInternalBalancerIsNotAsked() throws IOException {
        Answer answer = ask(url(), "127.0.0.1", true);
        assertThat(answer.serves()).isEmpty();
        assertThat(answer.words()).isEqualTo("the load balancer is internal");
        assertThat(asked.get()).isZero();
    }

    @Test
    void aNameThatDoesNotLeadToTheBalancerIsNotAsked() throws IOException {
        Answer missing = ask("https://images.invalid", "127.0.0.1", false);
        assertThat(missing.serves()).isEmpty();
        assertThat(missing.words()).isEqualTo("the DNS name images.invalid does not exist yet");
        Answer elsewhere = ask("http://localhost:" + server.getAddress().getPort(), "127.0.0.2", false);
        assertThat(elsewhere.serves()).isEmpty();
        assertThat(elsewhere.words()).isEqualTo("the DNS name localhost does not point to the load balancer 127.0.0.2");
        assertThat(asked.get()).isZero();
    }

    @Test
    void aBalancerThatCannotBeReachedIsToldWithTheReason() throws IOException {
        String url = url();
        server.stop(0);
        Answer answer = ask(url, "127.0.0.1", false);
        assertThat(answer.serves()).isEmpty();
        assertThat(answer.words()).startsWith("this machine cannot reach " + url + " (");
    }

    /** AWS's name of the load balancer is in no certificate; a host name must be in a trusted one. */
    @Test
    void onlyABalancerWithoutAHostNameMayHaveAnyCertificate() throws IOException, GeneralSecurityException {
        server.stop(0);
        HttpsServer secure = HttpsServer.create(local(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        start(secure);
        String url = url().replace("http:", "https:");
        assertThat(ask(url, "127.0.0.1", false).serves()).contains(true);
        Answer untrusted = ask(url, "localhost", false);
        assertThat(untrusted.serves()).isEmpty();
        assertThat(untrusted.words()).startsWith("this machine does not trust the certificate of " + url);
    }

    private SSLContext selfSigned() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("key.p12");
        char[] password = "changeit".toCharArray();
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        TestEngine.Result made = TestEngine.ours(
                List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit"),
                Duration.ofMinutes(1));
        assertThat(made.exitCode()).as(made.toString()).isZero();
        KeyStore keys = KeyStore.getInstance(file.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Answer ask(String url, String balancer, boolean internal) throws IOException {
        String state = """
                {"outputs": {"url": {"value": "%s"}}, "resources": [{"mode": "managed", "type": "aws_lb",
                  "instances": [{"attributes": {"dns_name": "%s", "internal": %s}}]}]}""".formatted(url, balancer, internal);
        Pace pace = new Pace(Duration.ofMillis(1), Duration.ofSeconds(1));
        return new SiteCheck(pace).ask(Deployed.of(new JsonMapper().readTree(state)));
    }
}
