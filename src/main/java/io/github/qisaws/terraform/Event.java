package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One line of the engine's machine-readable stream. */
public sealed interface Event {
    /** The engine's version and that of the stream's format. */
    record Started(String version, String format) implements Event {}

    /** A change that the plan holds, or one that happened outside. */
    record Change(Resource resource, String action, String reason, boolean drift) implements Event {}

    record Summary(String operation, int add, int change, int remove, int imported) implements Event {}

    /** Work on one resource; its stage says which part of it. */
    record Step(Stage stage, Resource resource, String action, String id, int elapsedSeconds) implements Event {
        /** Whether a data source is read, which plan and apply report in the stages of a change. */
        public boolean isRead() {
            return action.equals("read");
        }
    }

    /** Outputs as the engine gives them: sensitive ones without a value. */
    record Outputs(Map<String, JsonNode> values) implements Event {
        public Outputs {
            values = Map.copyOf(values);
        }
    }

    record Reported(Diagnostic diagnostic) implements Event {}

    /** A message for people. */
    record Message(String level, String text) implements Event {}

    /** A line that is no JSON: some engines print a few between. */
    record Text(String line) implements Event {}

    /** A type that this release does not know; kept as it came. */
    record Other(String type, JsonNode json) implements Event {}

    /**
     * A resource's name.
     *
     * @param module the address of its module, empty for the root
     */
    record Resource(String address, String module, String type, String name) {}

    /** The stages of the work on a resource. */
    enum Stage {
        REFRESH_START,
        REFRESH_COMPLETE,
        APPLY_START,
        APPLY_PROGRESS,
        APPLY_COMPLETE,
        APPLY_ERRORED
    }
}
