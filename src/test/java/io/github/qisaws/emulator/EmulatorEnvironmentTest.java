package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The child's proxy settings: S3 Control's calls reach the emulator, and nothing else changes its way. */
class EmulatorEnvironmentTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:5000");

    @Test
    void theEmulatorIsTheHttpProxyAndIsReachedDirectly() {
        assertThat(front(Map.of("HTTP_PROXY", "http://corporate:3128", "http_proxy", "http://corporate:3128")))
                .containsEntry("HTTP_PROXY", "http://127.0.0.1:5000")
                .containsEntry("NO_PROXY", "127.0.0.1")
                .doesNotContainKey("http_proxy");
    }

    @Test
    void aRegistryIsReachedAsBefore() {
        assertThat(front(Map.of("HTTPS_PROXY", "http://corporate:3128", "no_proxy", "registry.local, 10.0.0.0/8")))
                .containsEntry("HTTPS_PROXY", "http://corporate:3128")
                .containsEntry("NO_PROXY", "registry.local,10.0.0.0/8,127.0.0.1")
                .doesNotContainKey("no_proxy");
    }

    @Test
    void anEmptyVariableDoesNotHideTheOther() {
        assertThat(front(Map.of("NO_PROXY", "", "no_proxy", "registry.local")))
                .containsEntry("NO_PROXY", "registry.local,127.0.0.1");
    }

    @Test
    void whoWantsNoProxyAtAllGetsThisOneOnly() {
        assertThat(front(Map.of("NO_PROXY", "*", "https_proxy", "http://corporate:3128")))
                .containsEntry("HTTP_PROXY", "http://127.0.0.1:5000")
                .containsEntry("NO_PROXY", "127.0.0.1")
                .doesNotContainKey("https_proxy");
    }

    @Test
    void localhostBecomesAnAddressSinceNoProxyCoversNamesBelowIt() {
        Map<String, String> child = EmulatorEnvironment.throughFront(
                Map.of("NO_PROXY", "localhost,127.0.0.1"), URI.create("http://localhost:5000"));
        assertThat(child)
                .containsEntry("HTTP_PROXY", "http://127.0.0.1:5000")
                .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")
                .containsEntry("NO_PROXY", "localhost,127.0.0.1");
    }

    @Test
    void anEmulatorAtTheAddressOfAContainerEngineIsReachedDirectlyToo() {
        Map<String, String> child = EmulatorEnvironment.over(
                Map.of("NO_PROXY", "corp"), URI.create("http://172.17.0.1:32769"), "eu-west-1");
        assertThat(child)
                .containsEntry("AWS_ENDPOINT_URL", "http://172.17.0.1:32769")
                .containsEntry(EmulatorEnvironment.MARK, "http://172.17.0.1:32769")
                .containsEntry("HTTP_PROXY", "http://172.17.0.1:32769")
                .containsEntry("NO_PROXY", "corp,172.17.0.1");
    }

    @Test
    void askedTwiceItStaysTheSame() {
        Map<String, String> once = front(Map.of("NO_PROXY", "a"));
        assertThat(front(once)).isEqualTo(once);
    }

    private static Map<String, String> front(Map<String, String> environment) {
        return EmulatorEnvironment.throughFront(environment, ENDPOINT);
    }
}
