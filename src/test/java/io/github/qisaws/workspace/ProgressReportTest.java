package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.terraform.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of an apply against the recorded plans and events of real engines. */
class ProgressReportTest {
    private static final Path RECORDED = Path.of("src/test/resources/progress");

    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"terraform-1.11", "opentofu-1.12"})
    void theCountReachesItsTotalAndNeverExceedsIt(String engine) throws IOException {
        Review review =
                Review.of("demo", PlanReader.read(RECORDED.resolve(engine + ".plan.json")), List.of(), Policy.STRICT);
        play(engine, review.steps());
        assertThat(review.steps()).isEqualTo(8);
        assertThat(said)
                .filteredOn(line -> !line.contains("] data."))
                .extracting(line -> line.substring(1, 8).strip())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 8)
                        .mapToObj(done -> done + "/8")
                        .toList());
        assertThat(said)
                .filteredOn(line -> line.contains("] data."))
                .singleElement()
                .asString()
                .startsWith("[        ")
                .endsWith("data.terraform_remote_state.during_apply: read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"terraform-1.11", "opentofu-1.12"})
    void aTotalThatProvesTooSmallIsNotNamedAnyMore(String engine) throws IOException {
        play(engine, 7);
        assertThat(said).anyMatch(line -> line.startsWith("[    7/7 ")).anyMatch(line -> line.startsWith("[      8 "));
    }

    private void play(String engine, int total) throws IOException {
        try (ProgressReport progress = new ProgressReport(said::add, "applying", total)) {
            Files.readAllLines(RECORDED.resolve(engine + ".events.jsonl")).stream()
                    .map(EventReader::read)
                    .forEach(progress);
        }
    }
}
