package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void allAreDoneOnce() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        Parallel.forEach(IntStream.range(0, 1000).boxed().toList(), each -> assertThat(done.add(each))
                .isTrue());
        assertThat(done).hasSize(1000);
    }

    @Test
    void theFirstFailureStopsTheRestAndIsThrown() {
        AtomicInteger started = new AtomicInteger();
        assertThatThrownBy(() ->
                        Parallel.forEach(IntStream.range(0, 10_000).boxed().toList(), each -> {
                            if (started.incrementAndGet() == 20) {
                                throw new IllegalArgumentException("twenty");
                            }
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twenty");
        assertThat(started.get()).isLessThan(10_000);
    }
}
