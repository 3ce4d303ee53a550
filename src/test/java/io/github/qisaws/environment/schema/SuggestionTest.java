package io.github.qisaws.environment.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KEYS =
            List.of("host-name", "operator-email", "instance-type", "minimum", "maximum", "certificate", "data");

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "hostName, host-name", "HOST_NAME, host-name", "hsot-name, host-name", "host-nam, host-name",
        "email, operator-email", "min, minimum", "maximun, maximum", "instancetyp, instance-type",
        "certificate-arn, certificate",
    })
    void isTheNearestWord(String word, String meant) {
        assertThat(Suggestion.nearest(word, KEYS)).contains(meant);
    }

    @ParameterizedTest(name = "{0} means none")
    @CsvSource({"database-password", "vpn", "x", "''"})
    void isNoneWhenNothingIsNear(String word) {
        assertThat(Suggestion.nearest(word, KEYS)).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, xbc, 1", "abc, cba, 2", "'', abc, 3"})
    void countsSlips(String left, String right, int slips) {
        assertThat(Suggestion.slips(left, right)).isEqualTo(slips);
    }
}
