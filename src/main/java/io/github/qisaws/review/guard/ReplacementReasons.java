package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.Map;
import java.util.stream.Collectors;

/** Why Terraform destroys or replaces a resource. */
public final class ReplacementReasons {
    private static final String CANNOT_UPDATE = "replace_because_cannot_update";

    private static final Map<String, String> REASONS = Map.of(
            "delete_because_no_resource_config",
            "its block was removed from the configuration",
            "delete_because_no_module",
            "its module was removed from the configuration",
            "delete_because_no_move_target",
            "the moved block points to an address that does not exist",
            "delete_because_wrong_repetition",
            "count or for_each was added or removed",
            "delete_because_count_index",
            "count no longer includes it",
            "delete_because_each_key",
            "for_each no longer includes its key",
            "replace_because_tainted",
            "it is tainted: an earlier apply did not complete it",
            CANNOT_UPDATE,
            "it cannot be updated in place",
            "replace_by_request",
            "it was requested with --replace",
            "replace_by_triggers",
            "a resource in its replace_triggered_by changes");

    private ReplacementReasons() {}

    /** The reason as the end of a sentence, such as {@code because it is tainted}; empty if it is not known. */
    public static String why(Change change) {
        String forced = forcing(change);
        boolean byAttributes = change.reason().isEmpty() || change.reason().equals(CANNOT_UPDATE);
        if (byAttributes && !forced.isEmpty()) {
            return " because " + (forced.contains(",") ? "attributes " : "attribute ") + forced
                    + " cannot be updated in place";
        }
        String reason = REASONS.get(change.reason());
        return reason == null ? "" : " because " + reason;
    }

    /** Attributes that force a replacement; at most three. */
    static String forcing(Change change) {
        return change.attributes().stream()
                .filter(Attribute::replaces)
                .map(Attribute::path)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }
}
