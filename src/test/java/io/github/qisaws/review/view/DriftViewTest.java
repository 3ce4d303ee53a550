package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PublishedSchema;
import io.github.qisaws.Recordings;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.TwoServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftViewTest {
    private static final PublishedSchema SCHEMA = PublishedSchema.of("drift-1");

    @ParameterizedTest
    @ValueSource(strings = {"terraform-1.11-drift", "terraform-1.11-drift-only"})
    void whatDriftedFollowsThePublishedSchema(String recording) {
        String json = DriftView.json(Drift.of("demo", Recordings.plan(recording), TwoServer.calls()))
                .toString();
        assertThat(json).contains("\"drifted\":true", "\"differences\":[{");
        SCHEMA.holds(json);
        for (String member : List.of("schemaVersion", "summary", "components", "changes", "address", "differences")) {
            SCHEMA.refuses(json.replaceFirst("\"" + member + "\"", "\"other\""));
        }
    }

    @Test
    void noDriftFollowsItToo() {
        SCHEMA.holds(DriftView.json(new Drift("demo", List.of())).toString());
    }
}
