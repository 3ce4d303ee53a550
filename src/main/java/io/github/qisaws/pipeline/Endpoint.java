package io.github.qisaws.pipeline;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An address that stands in for AWS, as the SDKs' own variable AWS_ENDPOINT_URL names it. */
record Endpoint(URI address) {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** The emulator on this machine; another address is a private endpoint of AWS and needs no special care. */
    static Optional<Endpoint> of(Map<String, String> variables) {
        return Optional.ofNullable(variables.get(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(URI::create)
                .filter(uri -> uri.getHost() != null && LOOPBACK.contains(uri.getHost()))
                .map(Endpoint::new);
    }

    /** A folder name of its own, so that what one emulator knew is never taken for what another knows. */
    String folder() {
        return "emulator-" + address.getPort();
    }
}
