package io.github.qisaws.plan;

import java.util.List;
import java.util.Optional;

/**
 * A plan, read from its JSON, with secrets masked.
 *
 * @param changes all resources of the plan, also the unchanged ones
 * @param drift changes made outside Terraform since the state was written
 * @param checks checks and conditions that did not pass, or that run only during the apply
 * @param programs programs that the configuration runs
 * @param defaults which unknown values the provider chooses
 */
public record Plan(
        Header header,
        List<Change> changes,
        List<Change> drift,
        List<OutputChange> outputs,
        List<FailedCheck> checks,
        List<Program> programs,
        Defaults defaults) {

    public Plan {
        changes = List.copyOf(changes);
        drift = List.copyOf(drift);
        outputs = List.copyOf(outputs);
        checks = List.copyOf(checks);
        programs = List.copyOf(programs);
    }

    /**
     * Properties of the plan as a whole.
     *
     * @param engineVersion version of Terraform or OpenTofu
     * @param errored whether planning failed, so that the plan is incomplete and cannot be applied
     * @param complete whether no change was deferred to a later plan
     * @param applyable whether Terraform would apply the plan; false also for a plan without changes
     * @param omitted how many resources in the state the plan does not mention, although Terraform lists also those that
     *     will not change
     * @param postponed deferred changes and provider actions, which are not in {@code changes}
     */
    public record Header(
            String formatVersion,
            String engineVersion,
            boolean errored,
            boolean complete,
            boolean applyable,
            int omitted,
            List<Postponed> postponed) {
        public Header {
            postponed = List.copyOf(postponed);
        }
    }

    /**
     * A deferred change, a deferred action, or an action that runs during the apply.
     *
     * @param action the planned action of a deferred change; empty for an action of a provider
     * @param reason Terraform's code for the reason of a deferral, or the event that triggers an action; may be empty
     * @param trigger address of the resource whose event triggers an action; may be empty
     */
    public record Postponed(Kind kind, String address, Optional<Action> action, String reason, String trigger) {
        /** What is postponed, or runs outside the changes of the plan. */
        public enum Kind {
            DEFERRED_CHANGE,
            DEFERRED_ACTION,
            ACTION
        }
    }

    /**
     * A program that the configuration runs.
     *
     * @param address of its resource, without instance keys
     * @param kind what runs it, such as {@code provisioner "local-exec"}
     * @param always whether each plan and apply runs it; otherwise only the creation or destruction of the resource
     */
    public record Program(String address, String kind, boolean always) {}

    /** An output that changes. */
    public record OutputChange(String name, Action action, List<Attribute> attributes) {
        public OutputChange {
            attributes = List.copyOf(attributes);
        }

        /** The predicate of a sentence about the output, such as {@code will be added}. */
        public String words() {
            return switch (action) {
                case CREATE -> "will be added";
                case UPDATE -> "will change";
                case DELETE -> "will be removed";
                default -> action.words();
            };
        }
    }

    /**
     * A check that did not pass.
     *
     * @param status Terraform's status: fail, error, or unknown
     * @param message Terraform's message; may be empty
     */
    public record FailedCheck(String address, String status, String message) {
        /** Whether it has no result yet, because it can only run during the apply. */
        public boolean isPending() {
            return status.equals("unknown");
        }
    }
}
