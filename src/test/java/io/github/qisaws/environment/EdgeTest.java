package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeTest {
    @Test
    void aCertificateOfCloudFrontIsWhatAsksForCloudFront() {
        assertThat(edge("", "arn:aws:acm:us-east-1:123456789012:certificate/1", false)
                        .isCloudFront())
                .isTrue();
        assertThat(edge("Z1", "", true).isCloudFront()).isFalse();
    }

    @Test
    void anEdgeIsMadeForEachOfItsPartsAndForNoOther() {
        assertThat(edge("", "", false).isWanted()).isFalse();
        assertThat(edge("Z1", "", false).isWanted()).isTrue();
        assertThat(edge("", "arn:aws:acm:us-east-1:123456789012:certificate/1", false)
                        .isWanted())
                .isTrue();
        assertThat(edge("", "", true).isWanted()).isTrue();
    }

    private static Edge edge(String zone, String certificate, boolean waf) {
        return new Edge(zone, certificate, waf);
    }
}
