package io.github.qisaws.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The application secret of an environment in Secrets Manager: one JSON object.
 *
 * @param name of the secret
 * @param version ID of the version that was read
 * @param values must never be printed
 */
public record EnvironmentSecret(AwsAccess access, String name, String version, ObjectNode values) {
    /** The IAM actions that a change needs. */
    public static final Set<String> ACTIONS = Set.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "secretsmanager";
    /** A secret without a value, that does not exist, or that is pending deletion (API secretsmanager:GetSecretValue). */
    private static final Set<String> ABSENT = Set.of("ResourceNotFoundException", "InvalidRequestException");

    /** The first of these secrets that has a value. */
    public static Optional<EnvironmentSecret> first(AwsAccess access, List<String> names) {
        return names.stream().flatMap(name -> find(access, name).stream()).findFirst();
    }

    private static Optional<EnvironmentSecret> find(AwsAccess access, String name) {
        Optional<JsonNode> answer = access.call("secretsmanager:GetSecretValue", () -> {
            try {
                return Optional.of(new SignedCalls(access)
                        .json(SERVICE, "secretsmanager.GetSecretValue", Map.of("SecretId", name)));
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails() != null
                        && ABSENT.contains(e.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
        return answer.map(found -> new EnvironmentSecret(
                access,
                name,
                found.path("VersionId").asText(),
                values(name, found.path("SecretString").asText("{}"))));
    }

    private static ObjectNode values(String name, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw noObject(name);
        }
        throw noObject(name);
    }

    /** Without the cause, whose message quotes the text. */
    private static RuntimeException noObject(String name) {
        return new Problem(
                        ExitCode.FAILED,
                        "the secret " + name + " is not a JSON object",
                        "The servers cannot read it either.",
                        "Restore its previous version in Secrets Manager, then rerun.")
                .asException();
    }

    /** Whether a key has this value. */
    public boolean holds(String key, String value) {
        return values.path(key).asText().equals(value);
    }

    /** Replaces one value; returns the secret as it is then. */
    public EnvironmentSecret with(String key, String value) {
        ObjectNode changed = values.deepCopy().put(key, value);
        JsonNode answer = access.change(
                "secretsmanager:PutSecretValue", "replaced " + key + " in the secret " + name, () -> new SignedCalls(
                                access)
                        .json(
                                SERVICE,
                                "secretsmanager.PutSecretValue",
                                Map.of(
                                        "SecretId",
                                        name,
                                        "ClientRequestToken",
                                        UUID.randomUUID().toString(),
                                        "SecretString",
                                        changed.toString())));
        return new EnvironmentSecret(access, name, answer.path("VersionId").asText(), changed);
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "EnvironmentSecret[" + name + "]";
    }
}
