package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line from outside, with a price list of this test. */
@DisplayName("Renewed prices")
class CostRefreshTest {
    private static final Path EXCERPTS = Path.of("src/test/resources/prices");
    private static final String PLAN = "src/test/resources/plans/terraform-1.11-create.json";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/offers/v1.0/aws/", exchange -> {
            Path file = EXCERPTS.resolve(exchange.getRequestURI().getPath().substring("/offers/v1.0/aws/".length()));
            byte[] body = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), Map.of(), args);
    }

    private String list() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void areWrittenWithTodaysDateAndUsedFromThenOn() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), """
                {"currency": "USD", "date": "2025-01-31", "source": "old", "regions": {"eu-west-1": {
                  "ebs/gp3": {"per": "month", "on-demand": 9},
                  "kms/key": {"per": "month", "on-demand": 1}}}}
                """);

        assertThat(run("cost", "--refresh", "demo", "--price-list", list(), "--prices", prices.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).isEqualTo(prices + System.lineSeparator());
        assertThat(err.toString()).contains("2 prices updated, 1 unchanged.");
        assertThat(prices)
                .content()
                .contains("\"date\": \"" + LocalDate.now(ZoneOffset.UTC) + "\"")
                .contains("\"ebs/gp3\": {\"per\":\"month\",\"on-demand\":0.088}")
                .contains("\"ec2/t3.medium\": {\"per\":\"hour\",\"on-demand\":0.0456,\"reserved\":0.0287}");
        assertThat(run("cost", "demo", "--plan", PLAN, "--prices", prices.toString()))
                .isZero();
        assertThat(err.toString()).contains("Prices as of " + LocalDate.now(ZoneOffset.UTC));
    }

    @Test
    void areRefusedWithoutAPlaceForThem() {
        Path nowhere = folder.resolve("none").resolve("prices.json");

        assertThat(run("cost", "--refresh", "--price-list", list(), "--prices", nowhere.toString()))
                .isEqualTo(64);

        assertThat(err.toString())
                .contains("no folder for the updated price file")
                .contains("--prices FILE");
    }

    @Test
    void stayAsTheyAreWhenTheListCannotBeReached() throws IOException {
        Path prices = folder.resolve("prices.json");
        String list = list();
        server.stop(0);

        assertThat(run("cost", "--refresh", "--price-list", list, "--prices", prices.toString()))
                .isEqualTo(69);

        assertThat(prices).doesNotExist();
        assertThat(err.toString()).contains("cannot read the AWS price list").contains("Nothing was changed.");
    }
}
