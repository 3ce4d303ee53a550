package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image module's function, run by Python with boto3 as Lambda does, on an event as EventBridge sends it. Systems
 * Manager is the emulator's; Image Builder, which that lacks, answers from an address of this test.
 */
@DisplayName("The function that names a good image")
class PublishFunctionIT {
    private static final String IMAGE = "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-demo-x86-64/1.0.31/2";
    private static final String EVENT = """
            {"version": "0", "id": "a", "detail-type": "EC2 Image Builder Image State Change",
             "source": "aws.imagebuilder", "account": "123456789012", "time": "2026-01-18T17:50:56Z",
             "region": "eu-west-1", "resources": ["%s"],
             "detail": {"previous-state": {"status": "TESTING"}, "state": {"status": "AVAILABLE"}}}
            """.formatted(IMAGE);
    private static final String AMIS = """
            {"region": "eu-west-1", "image": "ami-0000000000000001", "accountId": "123456789012"},
            {"region": "eu-central-1", "image": "ami-0000000000000002", "accountId": "123456789012"},
            {"region": "eu-west-1", "image": "ami-0000000000000003", "accountId": "210987654321"}
            """;

    @TempDir
    static Path folder;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = new Emulators(new ProcessRunner(new Interrupts()), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void writesTheParameterOfEachRegionOfTheOwnAccount() throws IOException {
        Result ran = handle(AMIS, "/qis-aws/demo/image/x86_64");

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("{'eu-west-1': 'ami-0000000000000001', 'eu-central-1': 'ami-0000000000000002'}")
                .contains("stored eu-west-1 ami-0000000000000001")
                .contains("stored eu-central-1 ami-0000000000000002");
    }

    @Test
    void failsAloudWhenThereIsNoImageOfTheAccount() throws IOException {
        Result ran = handle("", "/qis-aws/other/image/x86_64");

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("no image of this account");
    }

    private static Result handle(String amis, String parameter) throws IOException {
        Files.copy(
                Path.of("src/main/resources/io/github/qisaws/module/publish.py"),
                folder.resolve("publish.py"),
                StandardCopyOption.REPLACE_EXISTING);
        Path script = Files.writeString(folder.resolve("call.py"), """
                import boto3, json, os, publish
                event = json.loads(os.environ["EVENT"])
                print(publish.handler(event, None))
                for region in ("eu-west-1", "eu-central-1"):
                    ssm = boto3.client("ssm", region_name=region)
                    print("stored", region, ssm.get_parameter(Name=os.environ["PARAMETER"])["Parameter"]["Value"])
                """);
        HttpServer builder = imageBuilder(amis);
        try {
            Map<String, String> variables = new TreeMap<>(emulator.over(TestEngine.OURS, "eu-west-1"));
            variables.put("AWS_DEFAULT_REGION", "eu-west-1");
            variables.put(
                    "AWS_ENDPOINT_URL_IMAGEBUILDER",
                    "http://127.0.0.1:" + builder.getAddress().getPort());
            variables.put("PARAMETER", parameter);
            variables.put("EVENT", EVENT);
            return TestEngine.find()
                    .in(variables)
                    .program(folder, List.of(Moto.python().toString(), script.toString()));
        } finally {
            builder.stop(0);
        }
    }

    private static HttpServer imageBuilder(String amis) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/GetImage", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            assertThat(query).isEqualTo("imageBuildVersionArn=" + IMAGE);
            byte[] body = ("{\"requestId\": \"a\", \"image\": {\"arn\": \"" + IMAGE
                            + "\", \"outputResources\": {\"amis\": [" + amis + "]}}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
