package io.github.qisaws.workspace;

import io.github.qisaws.emulator.EmulatorEnvironment;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An address that stands in for AWS, as the SDKs' own variable AWS_ENDPOINT_URL names it. */
public record Endpoint(URI address) {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /**
     * The emulator: on this machine, or at the address of a container engine that {@link EmulatorEnvironment#MARK} repeats.
     * Another address is a private endpoint of AWS and needs no special care.
     */
    public static Optional<Endpoint> of(Map<String, String> variables) {
        String marked = variables.getOrDefault(EmulatorEnvironment.MARK, "");
        return Optional.ofNullable(variables.get(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(URI::create)
                .filter(uri -> uri.getHost() != null)
                .filter(uri ->
                        LOOPBACK.contains(uri.getHost()) || uri.toString().equals(marked))
                .map(Endpoint::new);
    }

    /** A folder name of its own, so that what one emulator knew is never taken for what another knows. */
    public String folder() {
        return "emulator-" + address.getPort();
    }
}
