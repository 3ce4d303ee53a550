package io.github.qisaws.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Checks that run while the environment stands and are reported as tests when it is gone, so that one run shows all. */
final class Checks {
    private record Row(String name, Optional<Throwable> failure) {}

    private final List<Row> rows = new ArrayList<>();

    void check(String name, Executable assertion) {
        rows.add(new Row(name, failureOf(assertion)));
    }

    private static Optional<Throwable> failureOf(Executable assertion) {
        try {
            assertion.execute();
            return Optional.empty();
        } catch (Throwable e) {
            // Reported by the row's own test.
            return Optional.of(e);
        }
    }

    List<DynamicTest> tests() {
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    if (row.failure().isPresent()) {
                        Throwable failure = row.failure().get();
                        // Reports in XML number the rows instead of naming them.
                        throw new AssertionError(row.name() + ": " + failure.getMessage(), failure);
                    }
                }))
                .toList();
    }
}
