package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Signed requests to services for which this project includes no SDK client.
 *
 * @param access the region, the credentials, and the endpoint
 */
record SignedCalls(AwsAccess access) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    /** Services of the whole account: their host names have no region, and this region signs for them. */
    private static final Map<String, String> GLOBAL = Map.of("iam", "us-east-1");

    private static final Map<String, String> HOSTS = Map.of("ecr", "api.ecr");
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]+)</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]+)</Message>");

    /** Sends a GET request to a REST service. */
    JsonNode get(String service, String path) {
        return json(send(service, request(service, SdkHttpMethod.GET, path), ""));
    }

    /** Sends a PUT request with JSON to a REST service. */
    JsonNode put(String service, String path, Map<String, ?> parameters) {
        SdkHttpRequest.Builder request =
                request(service, SdkHttpMethod.PUT, path).putHeader("Content-Type", "application/json");
        return json(send(service, request, JSON.valueToTree(parameters).toString()));
    }

    /**
     * Calls an operation of a service with the JSON protocol.
     *
     * @param target name of the operation in the header X-Amz-Target
     */
    JsonNode json(String service, String target, Map<String, ?> parameters) {
        SdkHttpRequest.Builder request = request(service, SdkHttpMethod.POST, "/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", target);
        return json(send(service, request, JSON.valueToTree(parameters).toString()));
    }

    /**
     * Calls an operation of a service with the Query protocol; returns the XML of the answer.
     *
     * @param version version of the service's API
     */
    String query(String service, String version, String operation, Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", operation);
        form.put("Version", version);
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                service,
                request(service, SdkHttpMethod.POST, "/")
                        .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                body);
    }

    private SdkHttpRequest.Builder request(String service, SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder().method(method).uri(endpoint(service).resolve(path));
    }

    private URI endpoint(String service) {
        Map<String, String> variables = access.variables();
        String local = variables.getOrDefault(
                "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT), variables.getOrDefault("AWS_ENDPOINT_URL", ""));
        String place = GLOBAL.containsKey(service) ? "" : "." + access.region();
        return URI.create(
                local.isEmpty() ? "https://" + HOSTS.getOrDefault(service, service) + place + ".amazonaws.com" : local);
    }

    private String send(String service, SdkHttpRequest.Builder request, String body) {
        ContentStreamProvider content = () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(access.credentials().resolveCredentials())
                        .request(request.build())
                        .payload(body.isEmpty() ? null : content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, GLOBAL.getOrDefault(service, access.region())));
        HttpExecuteRequest.Builder sent = HttpExecuteRequest.builder().request(signed.request());
        signed.payload().ifPresent(sent::contentStreamProvider);
        try (SdkHttpClient client = UrlConnectionHttpClient.builder()
                .connectionTimeout(LONGEST_CONNECT)
                .socketTimeout(LONGEST_SILENCE)
                .build()) {
            return text(client.prepareRequest(sent.build()).call());
        } catch (IOException e) {
            throw SdkClientException.create("no answer from " + endpoint(service), e);
        }
    }

    private static String text(HttpExecuteResponse answer) throws IOException {
        try (InputStream body =
                answer.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.httpResponse().isSuccessful()) {
                throw refusal(answer, text);
            }
            return text;
        }
    }

    private static AwsServiceException refusal(HttpExecuteResponse answer, String body) {
        int status = answer.httpResponse().statusCode();
        String header = answer.httpResponse()
                .firstMatchingHeader("x-amzn-ErrorType")
                .orElse("")
                .replaceAll(":.*", "");
        String code = header.isEmpty() ? code(body) : header;
        String message = message(body, code);
        return AwsServiceException.builder()
                .message(message + " (status " + status + ")")
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static String code(String body) {
        Matcher xml = XML_CODE.matcher(body);
        return xml.find() ? xml.group(1) : tree(body).path("__type").asText().replaceAll(".*#", "");
    }

    private static String message(String body, String code) {
        Matcher xml = XML_MESSAGE.matcher(body);
        JsonNode json = tree(body);
        return xml.find()
                ? xml.group(1)
                : json.path("message").asText(json.path("Message").asText(code));
    }

    private static JsonNode tree(String body) {
        return body.stripLeading().startsWith("{") ? json(body) : JSON.createObjectNode();
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw SdkClientException.create("the answer is no JSON", e);
        }
    }
}
