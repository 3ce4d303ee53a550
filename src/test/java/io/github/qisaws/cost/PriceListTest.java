package io.github.qisaws.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Small excerpts in the format of AWS's own files, from an address of this test. */
@DisplayName("AWS's price list")
class PriceListTest {
    private static final Path EXCERPTS = Path.of("src/test/resources/prices");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Prices OLD = PriceFile.parse("test", """
            {"currency": "USD", "date": "2025-01-31", "source": "old", "regions": {"eu-west-1": {
              "ec2/t3.medium": {"per": "hour", "on-demand": 9, "reserved": 8},
              "ebs/gp3": {"per": "month", "on-demand": 9},
              "nat-gateway": {"per": "hour", "on-demand": 9},
              "load-balancer/application": {"per": "hour", "on-demand": 9},
              "vpc-endpoint": {"per": "hour", "on-demand": 9},
              "public-ipv4": {"per": "hour", "on-demand": 9},
              "rds/db.t4g.medium/multi-az": {"per": "hour", "on-demand": 9},
              "elasticache/cache.t4g.small": {"per": "hour", "on-demand": 9},
              "fargate/vcpu": {"per": "hour", "on-demand": 9},
              "kms/key": {"per": "month", "on-demand": 1}}}}
            """);

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Optional<String> everyAnswer = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Path file = EXCERPTS.resolve(path.substring("/offers/v1.0/aws/".length()));
            boolean known = everyAnswer.isPresent() || Files.isRegularFile(file);
            byte[] body = everyAnswer.isPresent()
                    ? everyAnswer.get().getBytes(StandardCharsets.UTF_8)
                    : known ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(known ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PriceList list() {
        return new PriceList(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), line -> {});
    }

    private static Price hour(String onDemand, String reserved) {
        return new Price(
                Price.Per.HOUR,
                new BigDecimal(onDemand),
                Optional.of(reserved).filter(text -> !text.isEmpty()).map(BigDecimal::new));
    }

    @Test
    void renewsWhatItTellsAndKeepsTheRest() {
        PriceList.Renewal renewal = list().renew(OLD, Set.of(), Set.of(), TODAY);

        Prices prices = renewal.prices();
        assertThat(prices.date()).isEqualTo(TODAY);
        assertThat(prices.find("eu-west-1", "ec2/t3.medium")).contains(hour("0.0456000000", "0.0287000000"));
        assertThat(prices.find("eu-west-1", "ebs/gp3"))
                .contains(new Price(Price.Per.MONTH, new BigDecimal("0.0880000000"), Optional.empty()));
        assertThat(prices.find("eu-west-1", "nat-gateway")).contains(hour("0.0480000000", ""));
        assertThat(prices.find("eu-west-1", "load-balancer/application")).contains(hour("0.0252000000", ""));
        assertThat(prices.find("eu-west-1", "vpc-endpoint")).contains(hour("0.0110000000", ""));
        assertThat(prices.find("eu-west-1", "public-ipv4")).contains(hour("0.0050000000", ""));
        assertThat(prices.find("eu-west-1", "rds/db.t4g.medium/multi-az"))
                .contains(hour("0.1390000000", "0.1010000000"));
        assertThat(prices.find("eu-west-1", "elasticache/cache.t4g.small")).contains(hour("0.0350000000", ""));
        assertThat(renewal.kept()).containsExactly("eu-west-1 kms/key");
        assertThat(prices.find("eu-west-1", "fargate/vcpu")).contains(hour("0.0404800000", ""));
        assertThat(renewal.renewed()).isEqualTo(9);
        assertThat(prices.source()).contains("AWS price list").contains("kms/key");
        assertThat(PriceFile.parse("again", PriceFile.write(prices)).find("eu-west-1", "ec2/t3.medium"))
                .contains(hour("0.0456", "0.0287"));
    }

    @Test
    void tellsFurtherInstanceTypesWhenAsked() {
        Prices prices = list().renew(OLD, Set.of(), Set.of("m7g.large"), TODAY).prices();

        assertThat(prices.find("eu-west-1", "ec2/m7g.large")).contains(hour("0.0911000000", ""));
        assertThat(list().renew(OLD, Set.of(), Set.of(), TODAY).prices().find("eu-west-1", "ec2/m7g.large"))
                .isEmpty();
    }

    @Test
    void leavesOutAnItemThatTwoProductsPriceDifferently() {
        assertThat(list().renew(OLD, Set.of(), Set.of("c5.large"), TODAY)
                        .prices()
                        .find("eu-west-1", "ec2/c5.large"))
                .isEmpty();
    }

    @Test
    void thatCannotBeReachedChangesNothing() {
        server.stop(0);

        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> list().renew(OLD, Set.of(), Set.of(), TODAY));

        assertThat(thrown.problem().exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(thrown.problem().fix()).contains("the existing prices are used");
    }

    @Test
    void ofAnotherFormatIsRefused() {
        everyAnswer = Optional.of("<html>sign in</html>");
        assertThatThrownBy(() -> list().renew(OLD, Set.of(), Set.of(), TODAY))
                .hasMessageContaining("is not well-formed JSON");

        everyAnswer = Optional.of("{}");
        assertThatThrownBy(() -> list().renew(OLD, Set.of(), Set.of(), TODAY))
                .hasMessageContaining("The list contains none of the required prices");
    }
}
