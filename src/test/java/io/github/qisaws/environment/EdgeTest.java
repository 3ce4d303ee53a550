package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.Edge.CloudFront;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeTest {
    private static final Optional<CloudFront> CLOUDFRONT = Optional.of(new CloudFront("", ""));

    @Test
    void anEdgeIsMadeForEachOfItsPartsAndForNoOther() {
        assertThat(new Edge("", Optional.empty(), false).isWanted()).isFalse();
        assertThat(new Edge("Z1", Optional.empty(), false).isWanted()).isTrue();
        assertThat(new Edge("", CLOUDFRONT, false).isWanted()).isTrue();
        assertThat(new Edge("", Optional.empty(), true).isWanted()).isTrue();
    }
}
