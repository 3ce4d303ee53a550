package io.github.qisaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"password=\"a\\n", "name=", "mysql ", "password: ", "a://b:", "A1b", "key=\"", "redis-cli "})
    void aLongTextNeitherOverflowsTheStackNorTakesMinutes(String part) {
        String text = part.repeat(30_000) + " password=Zq4x7Marker8vT";
        String masked = Assertions.assertTimeout(Duration.ofSeconds(60), () -> Secrets.mask(text));
        assertThat(masked).doesNotContain("Zq4x7Marker8vT");
    }
}
