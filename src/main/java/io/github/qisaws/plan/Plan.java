package io.github.qisaws.plan;

import java.util.List;

/**
 * What Terraform intends to do, as its plan JSON says; secrets are already masked.
 *
 * @param changes every resource of the plan, also those that stay as they are
 * @param drift what was changed outside Terraform since its state was written
 * @param checks the checks and conditions that did not pass
 */
public record Plan(
        Header header, List<Change> changes, List<Change> drift, List<OutputChange> outputs, List<FailedCheck> checks) {

    public Plan {
        changes = List.copyOf(changes);
        drift = List.copyOf(drift);
        outputs = List.copyOf(outputs);
        checks = List.copyOf(checks);
    }

    /**
     * What the plan says of itself.
     *
     * @param engineVersion of Terraform or OpenTofu
     * @param errored planning failed half-way, so that the plan cannot be applied
     * @param complete false when some changes were left for a later plan
     * @param postponed number of changes and provider actions that the plan holds beside its resource changes
     */
    public record Header(
            String formatVersion, String engineVersion, boolean errored, boolean complete, int postponed) {}

    /** An output that changes. */
    public record OutputChange(String name, Action action, List<Attribute> attributes) {
        public OutputChange {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A check that did not pass.
     *
     * @param status Terraform's word: fail, error or unknown
     */
    public record FailedCheck(String address, String status, String message) {}
}
