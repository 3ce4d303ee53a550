package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.emulator.EmulatorEnvironment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which address stands in for AWS; what runs there gets override files and a folder of its own. */
class EndpointTest {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final String ENGINE = "http://172.17.0.1:32769";
    private static final String PRIVATE = "https://vpce-1.s3.eu-west-1.vpce.amazonaws.com";

    @Test
    void aLoopbackAddressIsAnEmulator() {
        assertThat(Endpoint.of(Map.of(VARIABLE, "http://127.0.0.1:5000")))
                .hasValueSatisfying(endpoint -> assertThat(endpoint.folder()).isEqualTo("emulator-5000"));
        assertThat(Endpoint.of(Map.of(VARIABLE, "http://localhost:5000"))).isPresent();
        assertThat(Endpoint.of(Map.of(VARIABLE, "http://[::1]:5000"))).isPresent();
    }

    @Test
    void aPrivateEndpointOfAwsIsNone() {
        assertThat(Endpoint.of(Map.of())).isEmpty();
        assertThat(Endpoint.of(Map.of(VARIABLE, ""))).isEmpty();
        assertThat(Endpoint.of(Map.of(VARIABLE, PRIVATE))).isEmpty();
        assertThat(Endpoint.of(Map.of(VARIABLE, "http://10.0.3.17"))).isEmpty();
    }

    @Test
    void anEmulatorThatWasStartedAtAnotherAddressIsKnown() {
        assertThat(Endpoint.of(Map.of(VARIABLE, ENGINE, EmulatorEnvironment.MARK, ENGINE)))
                .hasValueSatisfying(endpoint -> assertThat(endpoint.folder()).isEqualTo("emulator-32769"));
    }

    @Test
    void aMarkThatAnEarlierEmulatorLeftMakesNoEmulatorOfAws() {
        assertThat(Endpoint.of(Map.of(VARIABLE, PRIVATE, EmulatorEnvironment.MARK, ENGINE)))
                .isEmpty();
        assertThat(Endpoint.of(Map.of(EmulatorEnvironment.MARK, ENGINE))).isEmpty();
    }
}
