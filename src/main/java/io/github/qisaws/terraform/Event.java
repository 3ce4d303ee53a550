package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One line of Terraform's JSON output. */
public sealed interface Event {
    /** Terraform's version and the version of the output format. */
    record Started(String version, String format) implements Event {}

    /** A planned change, or a change made outside Terraform. */
    record Change(Resource resource, String action, String reason, boolean drift) implements Event {}

    record Summary(String operation, int add, int change, int remove, int imported) implements Event {}

    /** A step of the work on one resource. */
    record Step(Stage stage, Resource resource, String action, String id, int elapsedSeconds) implements Event {
        /** Whether the step reads a data source, which Terraform reports like a change. */
        public boolean isRead() {
            return action.equals("read");
        }
    }

    /** Output values; sensitive ones have no value. */
    record Outputs(Map<String, JsonNode> values) implements Event {
        public Outputs {
            values = Map.copyOf(values);
        }
    }

    record Reported(Diagnostic diagnostic) implements Event {}

    /** A message for the user. */
    record Message(String level, String text) implements Event {}

    /** A line that is not JSON, which some versions print. */
    record Text(String line) implements Event {}

    /** An event of a type that qis-aws does not know. */
    record Other(String type, JsonNode json) implements Event {}

    /**
     * A resource.
     *
     * @param module address of its module; empty for the root module
     */
    record Resource(String address, String module, String type, String name) {}

    /** Stages of the work on a resource. */
    enum Stage {
        REFRESH_START,
        REFRESH_COMPLETE,
        APPLY_START,
        APPLY_PROGRESS,
        APPLY_COMPLETE,
        APPLY_ERRORED
    }
}
