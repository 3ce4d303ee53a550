package io.github.qisaws.workspace;

import io.github.qisaws.emulator.EmulatorEnvironment;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** URL of an emulator in place of AWS, from the SDKs' variable AWS_ENDPOINT_URL. */
public record Endpoint(URI address) {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /**
     * The emulator's endpoint: a URL of this machine, or of a container engine if {@link EmulatorEnvironment#MARK} has
     * the same URL. Any other URL is a private AWS endpoint and needs no special treatment.
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

    /**
     * Name of a scratch folder for this emulator only, so that files about one emulator are never used with another.
     */
    public String folder() {
        return "emulator-" + address.getPort();
    }
}
