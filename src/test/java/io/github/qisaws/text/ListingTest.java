package io.github.qisaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    @Test
    void onlyALongListIsShortened() {
        assertThat(Listing.first(2, List.of())).isEmpty();
        assertThat(Listing.first(2, List.of("a", "b"))).isEqualTo("a, b");
        assertThat(Listing.first(2, List.of("a", "b", "c", "d"))).isEqualTo("a, b, and 2 more");
        assertThat(Listing.first(1, List.of("a, b", "c"), "; ")).isEqualTo("a, b; and 1 more");
    }
}
