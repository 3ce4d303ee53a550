package io.github.qisaws.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each kind of emulator. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EmulatorChecks {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path folder;

    private static final ObjectMapper CBOR = new CBORMapper();
    private static final HttpClient DIRECT = HttpClient.newHttpClient();

    private Emulator emulator;

    /** Starts the emulator. */
    abstract Emulator start(Path logs);

    /** Its kind and where it runs, as told to the user. */
    abstract String kind();

    final Emulator emulator() {
        return emulator;
    }

    @BeforeAll
    void start() {
        emulator = start(folder);
    }

    @AfterAll
    void stop() {
        if (emulator == null) {
            return; // skipped before the start
        }
        emulator.close();
        assertThat(emulator.isAlive()).isFalse();
        assertThat(Http.status(emulator.endpoint())).isEmpty();
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(emulator.told())
                .isEqualTo("moto " + EmulatorStart.VERSION + " " + kind() + " at " + emulator.endpoint());
    }

    @Test
    void onlyThisMachineReachesIt() throws Exception {
        assertThat(emulator.endpoint().getHost()).isEqualTo("127.0.0.1");
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    URI fromOutside = URI.create("http://" + address.getHostAddress() + ":"
                            + emulator.endpoint().getPort());
                    assertThat(Http.status(fromOutside))
                            .as(fromOutside.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void whatWasMadeIsLeftOverAndWhatItShipsWithIsNot() {
        Preparation preparation = emulator.prepare(REGION);
        String image = preparation.registerImage("qis", "x86_64");
        preparation.putParameter("/qis-aws/image/x86_64", image);
        preparation.createBucket("state");
        preparation.createBucket("state");

        assertThat(image).startsWith("ami-");
        assertThat(emulator.leftovers())
                .contains("ec2/" + REGION + "/amis/" + image, "s3/aws/buckets/state")
                .anyMatch(left -> left.startsWith("ssm/" + REGION) && left.contains("/qis-aws/image/x86_64"))
                .noneMatch(left -> left.startsWith("ec2/" + REGION + "/vpcs/") || left.contains("/subnets/"))
                .filteredOn(left -> !left.startsWith("ec2/eu-north-1/"))
                .hasSizeLessThan(8);
    }

    @Test
    void nothingOfThePersonsOwnSettingsReachesAChild() {
        Map<String, String> child = emulator.over(
                Map.of(
                        "AWS_PROFILE",
                        "production",
                        "AWS_SESSION_TOKEN",
                        "secret",
                        "AWS_ENDPOINT_URL_S3",
                        "x",
                        "A",
                        "b"),
                REGION);

        assertThat(child)
                .containsEntry("AWS_ENDPOINT_URL", emulator.endpoint().toString())
                .containsEntry(EmulatorEnvironment.MARK, emulator.endpoint().toString())
                .containsEntry("AWS_REGION", REGION)
                .containsEntry("A", "b")
                .doesNotContainKeys("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3");
    }

    @Test
    void aRetriedCallIsDoneOnceAndAnsweredTheSame() throws Exception {
        String first = createVpc("call-1");

        assertThat(createVpc("call-1")).isEqualTo(first).contains("<vpcId>");
        assertThat(createVpc("call-2")).isNotEqualTo(first);
        assertThat(emulator.leftovers().stream().filter(left -> left.contains("/vpcs/")))
                .as("VPCs made by three requests of two calls")
                .hasSize(2);
    }

    @Test
    void theTagsThatABucketIsMadeWithAreReadThroughS3Control() throws Exception {
        String configuration =
                "<CreateBucketConfiguration><LocationConstraint>" + REGION + "</LocationConstraint><Tags>"
                        + "<Tag><Key>qis</Key><Value>7</Value></Tag></Tags></CreateBucketConfiguration>";
        HttpRequest make = signed("s3", emulator.endpoint().resolve("/tagged"))
                .PUT(BodyPublishers.ofString(configuration))
                .build();
        assertThat(DIRECT.send(make, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        // No resolver knows this host: as in the provider, the request goes to the emulator as to a proxy.
        String tags = throughFront("http://123456789012." + emulator.endpoint().getAuthority()
                + "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Atagged");

        assertThat(tags).startsWith("HTTP/1.1 200").contains("<Key>qis</Key>", "<Value>7</Value>");
    }

    @Test
    void noOtherHostIsReachedThroughTheEmulator() throws Exception {
        assertThat(throughFront("http://example.com/"))
                .startsWith("HTTP/1.1 403")
                .contains("passes no request on to example.com");
    }

    @Test
    void cloudWatchSpeaksCborWithTheTypesOfItsModel() throws Exception {
        byte[] alarm = CBOR.writeValueAsBytes(Map.of(
                "AlarmName", "busy",
                "Namespace", "AWS/EC2",
                "MetricName", "CPUUtilization",
                "ComparisonOperator", "GreaterThanThreshold",
                "Statistic", "Average",
                "Period", 60,
                "EvaluationPeriods", 2,
                "Threshold", 80.0,
                "ActionsEnabled", true));
        assertThat(cloudWatch("PutMetricAlarm", alarm).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> described =
                cloudWatch("DescribeAlarms", CBOR.writeValueAsBytes(Map.of("AlarmNames", List.of("busy"))));
        assertThat(described.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
        JsonNode found = CBOR.readTree(described.body()).path("MetricAlarms").path(0);
        assertThat(found.path("AlarmName").textValue()).isEqualTo("busy");
        assertThat(found.path("Period").isIntegralNumber())
                .as("Period, an integer")
                .isTrue();
        assertThat(found.path("EvaluationPeriods").intValue()).isEqualTo(2);
        assertThat(found.path("Threshold").isFloatingPointNumber())
                .as("Threshold, a double")
                .isTrue();
        assertThat(found.path("ActionsEnabled").isBoolean()).isTrue();
        assertThat(tagOf(described.body(), "StateUpdatedTimestamp"))
                .as("CBOR's tag of a time in seconds since 1970 (RFC 8949, 3.4.2)")
                .isEqualTo(1);
    }

    @Test
    void anErrorOfCloudWatchKeepsItsCode() throws Exception {
        HttpResponse<byte[]> refused = cloudWatch(
                "SetAlarmState",
                CBOR.writeValueAsBytes(Map.of("AlarmName", "none", "StateValue", "OK", "StateReason", "a test")));

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(CBOR.readTree(refused.body()).path("__type").textValue()).isEqualTo("ResourceNotFound");
        assertThat(refused.headers().firstValue("x-amzn-query-error")).contains("ResourceNotFound;Sender");
    }

    @Test
    void aCallThatTheEmulatorLacksIsAnsweredAtOnceAndNamedOnce() throws Exception {
        String anomaly = "Action=PutAnomalyDetector&Version=2010-08-01&Namespace=n";
        for (int attempt = 0; attempt < 2; attempt++) {
            HttpResponse<String> answer = post("monitoring", "/", "application/x-www-form-urlencoded", anomaly);
            // SDKs try 500 again, and 400 not (unless its code says so).
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("<Code>NotInEmulator</Code>", "cannot answer cloudwatch PutAnomalyDetector");
        }
        assertThat(cloudWatch("PutAnomalyDetector", CBOR.writeValueAsBytes(Map.of()))
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<byte[]> unknown = cloudWatch("OfTomorrow", CBOR.writeValueAsBytes(Map.of()));
        assertThat(CBOR.readTree(unknown.body()).path("__type").textValue()).isEqualTo("NotInEmulator");
        HttpResponse<byte[]> broken = cloudWatch("DescribeAlarms", new byte[] {(byte) 0xbf, 0x61});
        assertThat(broken.statusCode()).as("a request that is no CBOR").isEqualTo(400);
        assertThat(CBOR.readTree(broken.body()).path("message").textValue()).contains("the front failed");
        HttpResponse<String> rest = post("imagebuilder", "/ListImages", "application/json", "{}");
        assertThat(rest.statusCode()).isEqualTo(400);
        assertThat(rest.body()).contains("NotInEmulator", "imagebuilder ListImages");

        assertThat(emulator.lacking())
                .filteredOn(call -> call.contains("PutAnomalyDetector"))
                .containsExactly("cloudwatch PutAnomalyDetector (moto lacks it)");
        assertThat(emulator.lacking()).anyMatch(call -> call.startsWith("imagebuilder ListImages"));
        assertThat(Files.readString(emulator.log()))
                .containsOnlyOnce("the emulator cannot answer cloudwatch PutAnomalyDetector");
    }

    private static int tagOf(byte[] cbor, String field) throws IOException {
        try (CBORParser parser = new CBORFactory().createParser(cbor)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals(field)) {
                    parser.nextToken();
                    return parser.getCurrentTag();
                }
            }
        }
        return -1;
    }

    private HttpResponse<byte[]> cloudWatch(String operation, byte[] body) throws Exception {
        URI uri = emulator.endpoint().resolve("/service/GraniteServiceVersion20100801/operation/" + operation);
        HttpRequest request = signed("monitoring", uri)
                .header("smithy-protocol", "rpc-v2-cbor")
                .header("Content-Type", "application/cbor")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return DIRECT.send(request, BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> post(String service, String path, String type, String body) throws Exception {
        HttpRequest request = signed(service, emulator.endpoint().resolve(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return DIRECT.send(request, BodyHandlers.ofString());
    }

    /** As to a proxy, by hand: Java's clients refuse a host name whose last part is a number. */
    private String throughFront(String url) throws IOException {
        try (Socket socket =
                new Socket(emulator.endpoint().getHost(), emulator.endpoint().getPort())) {
            String host = URI.create(url).getAuthority();
            String request = "GET " + url + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + "x-amz-account-id: 123456789012\r\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/s3/aws4_request\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static HttpRequest.Builder signed(String service, URI uri) {
        return HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/" + service + "/aws4_request");
    }

    private String createVpc(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(emulator.endpoint())
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/eu-north-1/ec2/aws4_request")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("amz-sdk-invocation-id", call)
                .POST(BodyPublishers.ofString("Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0%2F16"))
                .build();
        return DIRECT.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void theServersOwnScriptIsAsTheLogSays() throws Exception {
        Http.get(URI.create(emulator.endpoint() + "/moto-api/data.json"));

        assertThat(Files.readString(emulator.log())).contains("listening on port", "/moto-api/data.json");
    }
}
