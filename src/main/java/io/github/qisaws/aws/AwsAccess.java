package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Access to AWS: a region, and the environment variables with credentials and endpoints.
 *
 * @param variables environment variables of this process, or those that point to an emulator with AWS_ENDPOINT_URL
 * @param effects records changes
 */
public record AwsAccess(String region, Map<String, String> variables, Effects effects) {
    private static final int SERVER_ERROR = 500;
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);
    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException");

    private static final Set<String> NOT_PERMITTED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

    public AwsAccess {
        variables = Map.copyOf(variables);
    }

    /** Access whose changes are not reported. */
    public AwsAccess(String region, Map<String, String> variables) {
        this(region, variables, new Effects());
    }

    /** The same access with the credentials that apply now, so that further calls need not look for them. */
    AwsAccess withCredentials() {
        AwsCredentials found = call("sts:GetCallerIdentity", () -> credentials().resolveCredentials());
        Map<String, String> resolved = new HashMap<>(variables);
        resolved.put("AWS_ACCESS_KEY_ID", found.accessKeyId());
        resolved.put("AWS_SECRET_ACCESS_KEY", found.secretAccessKey());
        resolved.remove("AWS_SESSION_TOKEN");
        if (found instanceof AwsSessionCredentials session) {
            resolved.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        return new AwsAccess(region, resolved, effects);
    }

    /** Access to the same account in another region. */
    public AwsAccess in(String other) {
        return new AwsAccess(other, variables, effects);
    }

    /**
     * Throws if the credentials are not of the given account.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are missing, rejected, or of another account
     */
    public void requireAccount(String account) {
        String actual = call("sts:GetCallerIdentity", () -> {
            try (StsClient sts = configure("STS", StsClient.builder()).build()) {
                return sts.getCallerIdentity().account();
            }
        });
        if (!actual.equals(account)) {
            throw new Problem(
                            ExitCode.WRONG_ACCOUNT,
                            "credentials are for account " + actual + ", not " + account,
                            "The environment file has account: \"" + account + "\".",
                            "Use credentials for account " + account + ", for example with AWS_PROFILE.")
                    .asException();
        }
    }

    /** Sets region, credentials, endpoint, and timeout (one minute per call) of a client. */
    public <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B configure(String service, B builder) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(LONGEST_CALL));
        String endpoint =
                variables.getOrDefault("AWS_ENDPOINT_URL_" + service, variables.getOrDefault("AWS_ENDPOINT_URL", ""));
        return endpoint.isEmpty() ? builder : builder.endpointOverride(URI.create(endpoint));
    }

    /**
     * Makes a call that changes nothing; a failure becomes a problem that names the action.
     *
     * @param action the IAM action
     */
    public <T> T call(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            // The answer to a HEAD request has no body, and so no code.
            String code = e.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(e.awsErrorDetails().errorCode());
            boolean credentials = BAD_CREDENTIALS.contains(code);
            throw new Problem(
                            credentials || NOT_PERMITTED.contains(code) ? ExitCode.WRONG_ACCOUNT : ExitCode.FAILED,
                            "AWS rejected " + action,
                            e.getMessage(),
                            credentials
                                    ? "Sign in again, or use other credentials with AWS_PROFILE."
                                    : "Check that the credentials allow " + action + " in " + region + ".")
                    .causedBy(e);
        } catch (SdkClientException e) {
            boolean credentials = String.valueOf(e.getMessage()).contains("credentials");
            throw new Problem(
                            credentials ? ExitCode.WRONG_ACCOUNT : ExitCode.FAILED,
                            credentials ? "no AWS credentials found" : "cannot reach AWS for " + action,
                            e.getMessage(),
                            credentials
                                    ? "Sign in (aws sso login) and set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and"
                                            + " AWS_SECRET_ACCESS_KEY."
                                    : "Check the network, AWS_ENDPOINT_URL, and the region " + region + ".")
                    .causedBy(e);
        }
    }

    /** Like {@link #call}, with a client of EC2. */
    <T> T ec2(String action, Function<Ec2Client, T> question) {
        return call(action, () -> {
            try (Ec2Client client = configure("EC2", Ec2Client.builder()).build()) {
                return question.apply(client);
            }
        });
    }

    /**
     * Makes a call that changes something and records the effect: as done, or as possible if there was no response or
     * AWS failed.
     *
     * @param action the IAM action
     * @param effect what the call changes, in the form of {@link Effects}
     */
    public <T> T change(String action, String effect, Supplier<T> change) {
        T result = call(action, () -> {
            try {
                return change.get();
            } catch (AwsServiceException e) {
                if (e.statusCode() >= SERVER_ERROR) {
                    effects.addInAws("possibly " + effect);
                }
                throw e;
            } catch (SdkClientException e) {
                effects.addInAws("possibly " + effect);
                throw e;
            }
        });
        effects.addInAws(effect);
        return result;
    }

    /**
     * Sends a signed GET request to a REST service for which this project includes no SDK client.
     *
     * @param service name of the service in signatures, host names, and AWS_ENDPOINT_URL_…
     * @param path URL path with query
     */
    public JsonNode get(String service, String path) {
        return new SignedCalls(this).get(service, path);
    }

    AwsCredentialsProvider credentials() {
        String id = variables.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = variables.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (id.isEmpty() || secret.isEmpty()) {
            return DefaultCredentialsProvider.builder()
                    .profileName(variables.get("AWS_PROFILE"))
                    .build();
        }
        String token = variables.getOrDefault("AWS_SESSION_TOKEN", "");
        return StaticCredentialsProvider.create(
                token.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
    }

    /** Without the variables, which hold secrets. */
    @Override
    public String toString() {
        return "AwsAccess[" + region + "]";
    }
}
