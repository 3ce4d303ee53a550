package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.PublishedSchema;
import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Plans and drift of several environments side by side, as whole processes on the real engine and an emulator. */
@TestMethodOrder(OrderAnnotation.class)
class SeveralEnvironmentsIT {
    private static final String REGION = "eu-west-1";
    private static final String GROUP = "module.firewall.aws_security_group.data[0]";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static TestEngine machine;

    @BeforeAll
    static void start() {
        TestEngine engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        Map<String, String> variables = emulator.over(TestEngine.OURS, REGION);
        machine = engine.in(variables);
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        for (String name : List.of("environments/classic", "environments/demo")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        Tools tools = Tools.of(engine.runner(), variables);
        for (String name : List.of("environments/classic", "environments/demo")) {
            TestAccount.prepare(new Project(folder), emulator, tools, EnvironmentFile.read(folder.resolve(name)));
        }
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    @Order(1)
    void allArePlannedAtOnceEachWithItsOwnResourcesAndGoOnAfterAFailure() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("environments/broken"));
        Files.writeString(broken.resolve("environment.yaml"), "region: eu-west-1\n");

        Result planned = qis("plan", "--all", "--parallel", "3", "--json");
        Files.delete(broken.resolve("environment.yaml"));

        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(65);
        assertThat(planned.err())
                .contains("broken  | error:", "classic | started", "demo    | started")
                .containsPattern("(?m)^environment +exit +time +result$")
                .containsPattern("(?m)^broken +65 ")
                .containsPattern("(?m)^demo +0 ");
        JsonNode reviews = JSON.readTree(planned.out());
        reviews.forEach(each -> PublishedSchema.of("review-1").holds(each.toString()));
        assertThat(reviews.size()).as(planned.err()).isEqualTo(2);
        assertThat(reviews.get(0).path("environment").asText()).isEqualTo("classic");
        assertThat(reviews.get(1).path("environment").asText()).isEqualTo("demo");
        // Only the tiered network has NAT gateways: one provider for both would mix them up.
        assertThat(reviews.get(0).toString().contains("aws_nat_gateway")).isFalse();
        assertThat(reviews.get(1).toString().contains("aws_nat_gateway")).isTrue();
    }

    @Test
    @Order(2)
    void afterAnApplyThereIsNoDrift() {
        Result applied = qis("apply", "demo", "--yes");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        Result drift = qis("drift", "demo");
        assertThat(drift.exitCode()).as(drift.toString()).isZero();
    }

    @Test
    @Order(3)
    void aRuleAddedByHandIsDriftByNameUntilItIsGone() throws IOException {
        String group = groupId();
        rule("AuthorizeSecurityGroupIngress", group);

        Result drift = qis("drift", "--all", "--json");

        assertThat(drift.exitCode()).as(drift.toString()).isEqualTo(82);
        JSON.readTree(drift.out()).forEach(each -> PublishedSchema.of("drift-1").holds(each.toString()));
        JsonNode demo = JSON.readTree(drift.out()).get(1);
        assertThat(demo.path("drifted").asBoolean()).isTrue();
        assertThat(demo.at("/components/0/title").asText()).isEqualTo("Firewall");
        assertThat(demo.at("/components/0/changes/0/address").asText()).isEqualTo(GROUP);
        assertThat(demo.toString()).contains("203.0.113.7/32");
        assertThat(JSON.readTree(drift.out()).at("/0/drifted").asBoolean()).isFalse();

        rule("RevokeSecurityGroupIngress", group);
        Result repaired = qis("drift", "demo");
        assertThat(repaired.exitCode()).as(repaired.toString()).isZero();
    }

    private static Result qis(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/qis-aws.jar").toAbsolutePath().toString(),
                "-C",
                folder.toString()));
        argv.addAll(List.of(arguments));
        return machine.program(folder, argv);
    }

    private static String groupId() throws IOException {
        String answer = ec2("Action=DescribeSecurityGroups&Filter.1.Name=tag:Name&Filter.1.Value.1=qis-data-sg-demo");
        Matcher id = Pattern.compile("<groupId>(sg-[0-9a-f]+)</groupId>").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return id.group(1);
    }

    private static void rule(String action, String group) throws IOException {
        ec2("Action=" + action + "&GroupId=" + group + "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=22"
                + "&IpPermissions.1.ToPort=22&IpPermissions.1.IpRanges.1.CidrIp=203.0.113.7/32");
    }

    private static String ec2(String form) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/" + REGION
                                + "/ec2/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(form + "&Version=2016-11-15"))
                .build();
        try {
            HttpClient direct =
                    HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
            HttpResponse<String> answer = direct.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
