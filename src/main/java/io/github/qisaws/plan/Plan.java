package io.github.qisaws.plan;

import java.util.List;

/**
 * A plan, read from its JSON, with secrets masked.
 *
 * @param changes all resources of the plan, also the unchanged ones
 * @param drift changes made outside Terraform since the state was written
 * @param checks checks and conditions that did not pass
 * @param programs programs that the configuration runs
 */
public record Plan(
        Header header,
        List<Change> changes,
        List<Change> drift,
        List<OutputChange> outputs,
        List<FailedCheck> checks,
        List<Program> programs) {

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
     * @param postponed number of deferred changes and provider actions, which are not in {@code changes}
     */
    public record Header(
            String formatVersion, String engineVersion, boolean errored, boolean complete, int postponed) {}

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
    }

    /**
     * A check that did not pass.
     *
     * @param status Terraform's status: fail, error, or unknown
     */
    public record FailedCheck(String address, String status, String message) {}
}
