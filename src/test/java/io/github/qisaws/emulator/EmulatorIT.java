package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorIT {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path folder;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        Map<String, String> ours = System.getenv();
        emulator = new Emulators(new ProcessRunner(new Interrupts()), ours, UserCache.folder(ours))
                .start(folder, line -> System.err.println(line));
    }

    @AfterAll
    static void stop() {
        emulator.close();
        assertThat(emulator.isAlive()).isFalse();
        assertThat(Http.status(emulator.endpoint())).isEmpty();
    }

    @Test
    void onlyThisMachineReachesIt() {
        assertThat(emulator.endpoint().getHost()).isIn("127.0.0.1", "localhost");
        assertThat(emulator.log()).exists();
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

    private static String createVpc(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(emulator.endpoint())
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/eu-north-1/ec2/aws4_request")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("amz-sdk-invocation-id", call)
                .POST(BodyPublishers.ofString("Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0%2F16"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void theServersOwnScriptIsAsTheLogSays() throws Exception {
        Http.get(URI.create(emulator.endpoint() + "/moto-api/data.json"));

        assertThat(Files.readString(emulator.log())).contains("listening on port", "/moto-api/data.json");
    }
}
