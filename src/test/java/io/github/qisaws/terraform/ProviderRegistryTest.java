package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of versions, through a proxy or not. */
class ProviderRegistryTest {
    private static final String LIST = "{\"versions\":[{\"version\":\"6.99.0\"}]}";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String address;
    private String body = LIST;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try {
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                System.err.println("the client has read enough: " + e.getMessage());
            }
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
    void aRegistryIsAskedThroughTheProxy(String variable) {
        assertThat(versions("http://registry.example/v1", Map.of(variable, address)))
                .containsExactly(Version.parse("6.99.0").orElseThrow());
        assertThat(asked).containsExactly("http://registry.example/v1/hashicorp/aws/versions");
    }

    @Test
    void aProxyThatCannotBeUsedIsNotGoneAround() {
        // It leads to this machine too, and is no loopback address, for which no proxy counts.
        String direct = "http://0.0.0.0:" + server.getAddress().getPort();

        assertThat(versions(direct, Map.of("HTTP_PROXY", "socks5://127.0.0.1:1")))
                .isEmpty();
        assertThat(asked).isEmpty();
        assertThat(versions(direct, Map.of())).hasSize(1);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        assertThat(versions(address, Map.of())).hasSize(1);
        body = LIST + " ".repeat(5 * 1024 * 1024);
        assertThat(versions(address, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://registry.terraform.io, -, corporate:3128",
                "https://registry.terraform.io, example.com, corporate:3128",
                "https://registry.terraform.io, terraform.io, -",
                "https://registry.terraform.io, ' a.b , Registry.Terraform.IO ', -",
                "https://registry.terraform.io, .terraform.io, -",
                "https://registry.terraform.io, *.terraform.io, -",
                "https://terraform.io, .terraform.io, corporate:3128",
                "https://myterraform.io, terraform.io, corporate:3128",
                "https://registry.terraform.io, terraform.io:443, -",
                "https://registry.terraform.io, terraform.io:8443, corporate:3128",
                "https://registry.terraform.io, *, -",
                "https://localhost:8080, -, -",
                "https://127.0.0.1:8080, -, -",
                "http://registry.local, -, plain:80",
                "http://registry.local, registry.local:80, -"
            })
    void proxiesFollowTheUsualVariables(URI uri, String direct, String expected) {
        Proxies proxies = new Proxies(Map.of(
                "HTTPS_PROXY", "http://corporate:3128",
                "https_proxy", "http://other:3128",
                "http_proxy", "plain",
                "NO_PROXY", direct == null ? "" : direct));

        assertThat(proxies.select(uri)).singleElement().satisfies(proxy -> assertThat(text(proxy))
                .isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://p:1", "https://p:1", "http://user:secret@p:1", "http://", "::"})
    void whatJavaCannotUseIsAnError(String proxy) {
        assertThatThrownBy(() -> new Proxies(Map.of("https_proxy", proxy)).select(URI.create("https://registry.x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : null;
    }

    private static List<Version> versions(String base, Map<String, String> variables) {
        return new ProviderRegistry(URI.create(base), new Proxies(variables)).versions();
    }
}
