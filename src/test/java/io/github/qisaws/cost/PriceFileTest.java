package io.github.qisaws.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The price file")
class PriceFileTest {
    @TempDir
    private Path folder;

    @Test
    void thatCameAlongIsWrittenAsItIsRead() throws IOException {
        assertThat(PriceFile.write(PriceFile.builtIn())).isEqualTo(Files.readString(PriceFile.IN_PROJECT));
    }

    @Test
    void thatCameAlongHasTheItemsOfEveryExampleInItsRegion() {
        Prices prices = PriceFile.builtIn();
        for (String item : new String[] {
            "ec2/t3.medium", "ec2/t3.large", "ebs/gp3", "nat-gateway", "load-balancer/application", "vpc-endpoint"
        }) {
            assertThat(prices.find("eu-west-1", item)).as(item).isPresent();
        }
        assertThat(prices.find("eu-west-1", "ec2/x9.huge")).isEmpty();
        assertThat(prices.find("mars-north-1", "ec2/t3.medium")).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
                    nonsense                                                                                     | not well-formed JSON at line 1
                    {}                                                                                           | currency must be USD
                    {"currency":"EUR","date":"2026-01-31","regions":{}}                                          | currency must be USD
                    {"currency":"USD","date":"2026-01-31"}                                                       | regions must be an object
                    {"currency":"USD","date":"yesterday","regions":{}}                                           | The date must be a day such as 2026-01-31, but is "yesterday"
                    {"currency":"USD","date":"2026-01-31","regions":{"r":[]}}                                    | r must be an object
                    {"currency":"USD","date":"2026-01-31","regions":{"r":{"a":{"per":"week","on-demand":1}}}}    | r a: per must be hour or month
                    {"currency":"USD","date":"2026-01-31","regions":{"r":{"a":{"per":"hour","on-demand":0}}}}    | r a on-demand must be a number above 0
                    {"currency":"USD","date":"2026-01-31","regions":{"r":{"a":{"per":"hour","on-demand":"1"}}}}  | r a on-demand must be a number above 0
                    {"currency":"USD","date":"2026-01-31","regions":{"r":{"a":{"per":"hour"}}}}                  | r a on-demand must be a number above 0
                    {"currency":"USD","date":"2026-01-31","regions":{"r":{"a":{"per":"hour","on-demand":1,"reserved":-1}}}} | r a reserved must be a number above 0
                    {"currency":"USD","currency":"USD","date":"2026-01-31","regions":{}}                         | not well-formed JSON
                    """)
    void withAMistakeIsRefusedWithItsPlace(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("prices.json"), text);

        assertThatThrownBy(() -> PriceFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file + " is not a price file")
                .hasMessageContaining(why);
    }

    @Test
    void thatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PriceFile.read(folder.resolve("none.json")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Cannot read the file");
    }
}
