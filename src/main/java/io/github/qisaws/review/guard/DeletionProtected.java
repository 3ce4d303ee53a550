package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.stream.Stream;

/**
 * Resources that would be destroyed although their deletion protection is on. AWS refuses to delete them (ELB API,
 * DeleteLoadBalancer: OperationNotPermitted; RDS API, DeleteDBInstance), so that the apply fails half-way. The attribute
 * in the same plan does not help, because a resource that is destroyed is not updated first.
 */
final class DeletionProtected implements Rule {
    private static final String AWS = "aws_";

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change ->
                        change.type().startsWith(AWS) && change.action().destroys() && isOn(change))
                .map(
                        change -> Finding.of(
                                RuleName.DELETION_PROTECTED,
                                Level.BLOCK,
                                change.name(),
                                ResourceWords.first(change) + " "
                                        + change.action().words()
                                        + ", but its deletion protection is on. AWS refuses to delete it, so the apply would fail"
                                        + " half-way.",
                                subject.isOurs()
                                        ? "Take a backup. Set protect: false, then plan and apply only that, which also disables"
                                                + " final snapshots. Make this change, then set protect: true again."
                                        : "Turn its deletion protection off, plan and apply only that, then make this change."));
    }

    /** Whether the deletion protection of a resource is on now. */
    static boolean isOn(Change change) {
        return Meanings.all(change, AttributeMeaning.DELETION_PROTECTION)
                .map(Attribute::before)
                .anyMatch(value -> value.is("true") || value.is("ACTIVE"));
    }
}
