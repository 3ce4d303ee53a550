package io.github.qisaws.aws;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.aws.AccountFacts.Bucket;
import io.github.qisaws.aws.AccountFacts.EncryptionKey;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of AWS in its own form, in the order in which they are asked for. */
class AwsAccountFactsTest {
    private static final String OPTION = "<OrderableDBInstanceOption><EngineVersion>%s</EngineVersion>"
            + "<AvailabilityZones><AvailabilityZone><Name>%s</Name></AvailabilityZone></AvailabilityZones>"
            + "</OrderableDBInstanceOption>";

    private AnsweringServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void databaseOffersOfAllPagesAreZonesByVersion() throws IOException {
        answer(
                Answer.ok("<R>" + OPTION.formatted("16.4", "eu-west-1a") + OPTION.formatted("16.4", "eu-west-1b")
                        + "<Marker>next</Marker></R>"),
                Answer.ok("<R>" + OPTION.formatted("17.2", "eu-west-1c") + "</R>"));
        assertThat(facts().databaseOffers("db.t4g.medium"))
                .containsExactly(
                        Map.entry("16.4", Set.of("eu-west-1a", "eu-west-1b")), Map.entry("17.2", Set.of("eu-west-1c")));
        assertThat(server.sent()).hasSize(2).last().asString().contains("Marker=next");
    }

    @Test
    void defaultRoutesBySubnetWithoutThoseWhoseTargetIsGone() throws IOException {
        String table = "<item><routeSet><item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock>"
                + "<gatewayId>local</gatewayId><state>active</state></item>"
                + "<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>%s</item></routeSet>"
                + "<associationSet><item>%s</item></associationSet></item>";
        answer(Answer.ok("<R><routeTableSet>"
                + table.formatted("<natGatewayId>nat-1</natGatewayId><state>active</state>", "<main>true</main>")
                + table.formatted("<gatewayId>igw-1</gatewayId><state>active</state>", "<subnetId>subnet-1</subnetId>")
                + table.formatted(
                        "<natGatewayId>nat-2</natGatewayId><state>blackhole</state>", "<subnetId>subnet-2</subnetId>")
                + "</routeTableSet></R>"));
        assertThat(facts().defaultRoutes("vpc-1"))
                .containsExactly(Map.entry("main", "nat-1"), Map.entry("subnet-1", "igw-1"), Map.entry("subnet-2", ""));
    }

    @Test
    void aKeyAndNoKey() throws IOException {
        answer(Answer.ok("{\"KeyMetadata\":{\"KeyState\":\"Disabled\",\"KeySpec\":\"SYMMETRIC_DEFAULT\"}}"));
        assertThat(facts().encryptionKey("arn:key")).contains(new EncryptionKey("Disabled", true));
        answer(Answer.ok("{\"KeyMetadata\":{\"KeyState\":\"Enabled\",\"KeySpec\":\"RSA_2048\"}}"));
        assertThat(facts().encryptionKey("arn:key")).contains(new EncryptionKey("Enabled", false));
        answer(new Answer(400, "{}", "NotFoundException"));
        assertThat(facts().encryptionKey("arn:key")).isEmpty();
    }

    @Test
    void aQuotaThatWasNeverChangedHasItsDefault() throws IOException {
        answer(
                new Answer(400, "{}", "NoSuchResourceException"),
                Answer.ok("{\"Quota\":{\"QuotaCode\":\"L-0263D0A3\",\"Value\":5.0}}"));
        assertThat(facts().quota("ec2", "L-0263D0A3")).isEqualTo(5);
        answer(new Answer(400, "{}", "AccessDeniedException"));
        assertThat(problem(() -> facts().quota("ec2", "L-0263D0A3")).what())
                .isEqualTo("AWS rejected servicequotas:GetServiceQuota");
    }

    @Test
    void aBucketOfNobodyAndOneOfAnotherAccount() throws IOException {
        answer(new Answer(404, "", ""));
        assertThat(facts().bucket("acme", "123456789012")).isEmpty();
        answer(Answer.ok(""), new Answer(403, "", ""));
        assertThat(facts().bucket("acme", "123456789012")).contains(new Bucket("", true));
        answer(Answer.ok(""), Answer.ok(""));
        assertThat(facts().bucket("acme", "123456789012")).contains(new Bucket("", false));
        answer(new Answer(403, "", ""));
        assertThat(problem(() -> facts().bucket("acme", "123456789012")).what())
                .isEqualTo("AWS rejected s3:ListBucket");
    }

    /** AWS sends the client to the bucket's region and names it. */
    @Test
    void aBucketOfAnotherRegion() throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "us-east-2");
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            assertThat(facts("http://127.0.0.1:" + elsewhere.getAddress().getPort())
                            .bucket("acme", "123456789012"))
                    .contains(new Bucket("us-east-2", false));
        } finally {
            elsewhere.stop(0);
        }
    }

    private void answer(Answer... answers) throws IOException {
        if (server != null) {
            server.close();
        }
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        server = AnsweringServer.answering(line -> left.size() > 1 ? left.pop() : left.peek());
    }

    private AwsAccountFacts facts() {
        return facts(server.address());
    }

    private static AwsAccountFacts facts(String address) {
        return new AwsAccountFacts(new AwsAccess(
                "eu-west-1",
                Map.of(
                        "AWS_ENDPOINT_URL", address,
                        "AWS_ACCESS_KEY_ID", "x",
                        "AWS_SECRET_ACCESS_KEY", "x")));
    }
}
