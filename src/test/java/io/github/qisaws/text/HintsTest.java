package io.github.qisaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {
    private final Hints hints = new Hints(List.of("key=", "kube", "://", "key="));

    @Test
    void findsEachWordAnywhere() {
        assertThat(hints.in("a kukey=b s3://é")).isEqualTo(hints.of(List.of("key=", "://")));
        assertThat(hints.in("kube").intersects(hints.of(List.of("kube")))).isTrue();
    }

    @Test
    void findsNothingInATextWithoutThem() {
        assertThat(hints.in("").isEmpty()).isTrue();
        assertThat(hints.in("key kub :/ \uD83D\uDE00").isEmpty()).isTrue();
    }
}
