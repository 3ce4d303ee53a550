package io.github.qisaws.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.architecture.Deployment;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment's Terraform configuration as it is committed: JSON with a header that says what it was made from.
 *
 * @param text the whole file
 */
public record Configuration(String text) {
    /** The committed configuration's file name. */
    public static final String FILE = "main.tf.json";

    private static final String HEADER = "//";
    private static final String INPUTS = "inputs-sha256";
    private static final String CONTENT = "content-sha256";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** How a committed configuration stands to its environment file and the tool. */
    public enum Standing {
        /** What would be made now. */
        CURRENT,
        /** Made from another environment file or by another tool. */
        OUTDATED,
        /** Changed by hand after it was made, or not made by this tool. */
        EDITED
    }

    /** Puts the header on a body without one. */
    static Configuration of(Deployment deployment, SortedMap<String, Object> body) {
        SortedMap<String, Object> file = new TreeMap<>(body);
        file.put(HEADER, header(deployment, body));
        return new Configuration(StableJson.write(file));
    }

    private static Map<String, String> header(Deployment deployment, SortedMap<String, Object> body) {
        return Map.of(
                "generated",
                "from environment.yaml by qis-aws synth " + deployment.name() + "; do not edit",
                INPUTS,
                ConfigurationFingerprint.of(deployment),
                CONTENT,
                ConfigurationFingerprint.sha256(StableJson.compact(body)));
    }

    /** Judges this text without CDKTF. */
    public Standing standing(Deployment deployment) {
        SortedMap<String, Object> file;
        try {
            file = MAPPER.readValue(text, new TypeReference<TreeMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            return Standing.EDITED;
        }
        if (!(file.remove(HEADER) instanceof Map<?, ?> header)) {
            return Standing.EDITED;
        }
        if (!ConfigurationFingerprint.sha256(StableJson.compact(file)).equals(header.get(CONTENT))) {
            return Standing.EDITED;
        }
        return ConfigurationFingerprint.of(deployment).equals(header.get(INPUTS))
                ? Standing.CURRENT
                : Standing.OUTDATED;
    }

    /** The hash of the whole file. */
    public String sha256() {
        return ConfigurationFingerprint.sha256(text);
    }
}
