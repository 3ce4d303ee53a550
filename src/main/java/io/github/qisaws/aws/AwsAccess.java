package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * How AWS is reached: the region, and the environment variables that the AWS tools know.
 *
 * @param variables the process's, or those of an emulator; AWS_ENDPOINT_URL leads to the latter
 * @param effects where changes are noted
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

    public AwsAccess {
        variables = Map.copyOf(variables);
    }

    /** Access whose changes nobody asks for. */
    public AwsAccess(String region, Map<String, String> variables) {
        this(region, variables, new Effects());
    }

    /** The same account in another region. */
    public AwsAccess in(String other) {
        return new AwsAccess(other, variables, effects);
    }

    /**
     * Asks AWS who the caller is.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are missing, refused, or of another account
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
                            "the credentials are of account " + actual + ", not " + account,
                            "The environment file says account: \"" + account + "\".",
                            "choose credentials of " + account + ", for instance with AWS_PROFILE.")
                    .asException();
        }
    }

    /** Sets region, credentials, endpoint and time-outs of a client. */
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
     * Makes a call; whatever fails becomes a problem that names it.
     *
     * @param action as IAM policies name it
     */
    public <T> T call(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
            boolean credentials = BAD_CREDENTIALS.contains(code);
            throw new Problem(
                            credentials ? ExitCode.WRONG_ACCOUNT : ExitCode.FAILED,
                            "AWS refused " + action,
                            e.getMessage(),
                            credentials
                                    ? "sign in again, or choose other credentials with AWS_PROFILE."
                                    : "check that the credentials may do " + action + " in " + region + ".")
                    .causedBy(e);
        } catch (SdkClientException e) {
            boolean credentials = String.valueOf(e.getMessage()).contains("credentials");
            throw new Problem(
                            credentials ? ExitCode.WRONG_ACCOUNT : ExitCode.FAILED,
                            credentials ? "no AWS credentials were found" : "AWS could not be reached for " + action,
                            e.getMessage(),
                            credentials
                                    ? "sign in (aws sso login) and set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and"
                                            + " AWS_SECRET_ACCESS_KEY."
                                    : "check the network, AWS_ENDPOINT_URL and the region " + region + ".")
                    .causedBy(e);
        }
    }

    /**
     * Makes a call that changes something, and notes the effect: as done, or as possible if no answer came or AWS failed.
     *
     * @param action as IAM policies name it
     * @param effect what the call does, as {@link Effects} names it
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
     * A GET of a service that speaks REST and JSON, and of which this tool has no client.
     *
     * @param service as signatures, addresses and AWS_ENDPOINT_URL_… name it
     * @param path with the query
     */
    public JsonNode get(String service, String path) {
        String local = variables.getOrDefault(
                "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT), variables.getOrDefault("AWS_ENDPOINT_URL", ""));
        URI endpoint = URI.create(local.isEmpty() ? "https://" + service + "." + region + ".amazonaws.com" : local);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint.resolve(path))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(credentials().resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        try (SdkHttpClient client = UrlConnectionHttpClient.create()) {
            HttpExecuteResponse answer = client.prepareRequest(
                            HttpExecuteRequest.builder().request(signed).build())
                    .call();
            JsonNode body = new ObjectMapper()
                    .readTree(answer.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream()));
            if (!answer.httpResponse().isSuccessful()) {
                throw refusal(answer.httpResponse(), body);
            }
            return body;
        } catch (IOException e) {
            throw SdkClientException.create("no answer from " + endpoint, e);
        }
    }

    private static AwsServiceException refusal(SdkHttpResponse answer, JsonNode body) {
        String code = answer.firstMatchingHeader("x-amzn-ErrorType").orElse("").replaceAll(":.*", "");
        String message = body.path("message").asText(body.path("Message").asText(code));
        return AwsServiceException.builder()
                .message(message + " (status " + answer.statusCode() + ")")
                .statusCode(answer.statusCode())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private AwsCredentialsProvider credentials() {
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
