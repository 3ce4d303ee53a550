package io.github.qisaws.synth;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A hash of everything that CDKTF would get as input, to check without CDKTF whether a configuration is up to date.
 * <p>It depends on the values in the environment file, not on its comments, and on how qis-aws connects the modules.
 */
final class ConfigurationFingerprint {
    /** Incremented if the same deployment is written differently. */
    private static final int WRITER_VERSION = 2;

    private ConfigurationFingerprint() {}

    static String of(Deployment deployment) {
        SortedMap<String, Object> parts = new TreeMap<>();
        parts.put("writer", WRITER_VERSION);
        parts.put("environment", deployment.name());
        parts.put("placement", deployment.placement().toString());
        parts.put("state", deployment.state().toString());
        parts.put("parameters", deployment.parameters());
        parts.put(
                "calls",
                deployment.calls().stream().map(ConfigurationFingerprint::call).toList());
        parts.put(
                "outputs",
                deployment.outputs().entrySet().stream()
                        .map(output -> List.of(
                                output.getKey(),
                                output.getValue().description(),
                                output.getValue().value()))
                        .toList());
        return sha256(StableJson.compact(parts));
    }

    private static List<Object> call(Call call) {
        return List.of(call.name(), call.contract().name(), call.arguments());
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
