package io.github.qisaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.emulator.Emulator;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A role in the emulator, and who has assumed it. */
public final class TestRole {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"*\"}}]}";

    private TestRole() {}

    /**
     * Variables with the credentials of a new role.
     *
     * @param admin variables that lead to the emulator
     * @param policies documents, as JSON
     */
    public static Map<String, String> assumed(
            Emulator emulator, Map<String, String> admin, String name, List<String> policies)
            throws IOException, InterruptedException {
        iam(emulator, Map.of("Action", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST));
        for (int i = 0; i < policies.size(); i++) {
            iam(
                    emulator,
                    Map.of(
                            "Action",
                            "PutRolePolicy",
                            "RoleName",
                            name,
                            "PolicyName",
                            "policy-" + i,
                            "PolicyDocument",
                            policies.get(i)));
        }
        Map<String, String> variables = new TreeMap<>(admin);
        Credentials credentials = credentials(emulator, admin, name);
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
        return variables;
    }

    private static Credentials credentials(Emulator emulator, Map<String, String> admin, String role) {
        try (StsClient sts = new AwsAccess(admin.get("AWS_REGION"), admin)
                .configure("STS", StsClient.builder())
                .build()) {
            return sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + emulator.account() + ":role/" + role)
                            .roleSessionName("job"))
                    .credentials();
        }
    }

    private static void iam(Emulator emulator, Map<String, String> parameters)
            throws IOException, InterruptedException {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        send(HttpRequest.newBuilder(emulator.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/us-east-1/iam/aws4_request, SignedHeaders=host,"
                                + " Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Sends a request to the emulator that must succeed. */
    public static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
