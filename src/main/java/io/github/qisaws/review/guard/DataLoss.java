package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data that is destroyed, replaced, or leaves Terraform's care, and actions that nobody knows. */
final class DataLoss implements Rule {
    private static final Map<String, String> REASONS = Map.of(
            "delete_because_no_resource_config", "its block was removed from the configuration",
            "delete_because_no_module", "its module is no longer in the configuration",
            "delete_because_no_move_target", "the moved block points to an address that does not exist",
            "delete_because_wrong_repetition", "count or for_each was added or taken away",
            "delete_because_count_index", "count no longer includes it",
            "delete_because_each_key", "for_each no longer includes its key",
            "replace_because_tainted", "an earlier apply failed half-way",
            "replace_because_cannot_update", "AWS cannot change this in place",
            "replace_by_request", "somebody asked for it",
            "replace_by_triggers", "something it depends on is replaced");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.plan().changes().stream().flatMap(change -> judge(change, subject).stream());
    }

    private static Optional<Finding> judge(Change change, Case subject) {
        if (change.action() == Action.UNKNOWN) {
            return Optional.of(unknown(change));
        }
        if (!change.action().destroys() && !change.action().forgets()) {
            return Optional.empty();
        }
        return subject.stateful().loss(change).map(loss -> lost(change, loss, subject));
    }

    private static Finding unknown(Change change) {
        return Finding.of(
                RuleName.UNKNOWN_ACTION,
                Level.BLOCK,
                change.name(),
                "Terraform plans something with " + ResourceWords.of(change) + " that this qis-aws does not know.",
                "Use a newer qis-aws, or allow it by name: " + allow(change));
    }

    private static Finding lost(Change change, String loss, Case subject) {
        if (change.action().forgets()) {
            return Finding.of(
                    RuleName.FORGETS_DATA,
                    Level.BLOCK,
                    change.name(),
                    ResourceWords.capital(ResourceWords.of(change))
                            + " is forgotten: it goes on existing and costing in AWS, but no plan sees or protects"
                            + " it any more. It holds " + loss + ".",
                    "Keep its block, or allow it by name: " + allow(change));
        }
        if (change.action().isReplacement()) {
            return Finding.of(
                    RuleName.REPLACES_DATA,
                    Level.BLOCK,
                    change.name(),
                    ResourceWords.capital(ResourceWords.of(change)) + " is replaced by an empty one" + why(change)
                            + ". Lost with it: " + loss + ".",
                    "Undo the change that forces it, or allow it by name: " + allow(change));
        }
        return twin(change, subject).map(to -> renamed(change, to, loss)).orElseGet(() -> destroyed(change, loss));
    }

    private static Finding destroyed(Change change, String loss) {
        return Finding.of(
                RuleName.DESTROYS_DATA,
                Level.BLOCK,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " is destroyed" + why(change) + ". Lost with it: "
                        + loss + ".",
                "Put its block back, or allow it by name: " + allow(change));
    }

    private static Finding renamed(Change change, Change to, String loss) {
        return Finding.of(
                RuleName.RENAMED_WITHOUT_MOVED,
                Level.BLOCK,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " is destroyed" + why(change)
                        + ", and a new, empty one is created at " + to.address().text() + ". Lost with it: " + loss
                        + ".",
                "If it was only renamed, add: moved { from = " + renamedPart(change, to) + "  to = "
                        + renamedPart(to, change) + " }. Else allow it by name: " + allow(change));
    }

    /** A resource that is created in the same plan and looks like the one that goes. */
    private static Optional<Change> twin(Change gone, Case subject) {
        if (gone.origin().deposed().isPresent()) {
            return Optional.empty();
        }
        List<Change> created = subject.plan().changes().stream()
                .filter(change ->
                        change.action() == Action.CREATE && change.type().equals(gone.type()))
                .toList();
        return created.stream()
                .filter(change -> sameName(gone, change))
                .findFirst()
                .or(() ->
                        created.stream().filter(change -> isAlike(gone, change)).findFirst());
    }

    /** The module when only that differs, else the resource. */
    private static String renamedPart(Change change, Change other) {
        String component = change.address().component();
        return sameName(change, other)
                        && !component.isEmpty()
                        && !other.address().component().isEmpty()
                ? "module." + component
                : change.address().text();
    }

    private static boolean sameName(Change gone, Change created) {
        return gone.address().insideComponent().equals(created.address().insideComponent())
                && !gone.address().component().equals(created.address().component());
    }

    private static boolean isAlike(Change gone, Change created) {
        Map<String, String> old = gone.attributes().stream()
                .filter(each -> !each.path().startsWith("tags"))
                .collect(Collectors.toMap(Attribute::path, each -> each.before().text(), (first, second) -> first));
        List<Attribute> known = created.attributes().stream()
                .filter(each -> !each.after().isUnknown() && !each.path().startsWith("tags"))
                .toList();
        long equal = known.stream()
                .filter(each -> each.after().text().equals(old.get(each.path())))
                .count();
        return !known.isEmpty() && equal * 10 >= known.size() * 7L;
    }

    private static String why(Change change) {
        if (change.origin().deposed().isPresent()) {
            return " (the old object that an earlier replacement left behind)";
        }
        String forced = change.attributes().stream()
                .filter(Attribute::replaces)
                .map(Attribute::path)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        if (!forced.isEmpty()) {
            return " because " + forced + " cannot be changed in place";
        }
        String reason = REASONS.get(change.reason());
        return reason == null ? "" : " because " + reason;
    }

    private static String allow(Change change) {
        return "--allow-destroy '" + change.name() + "'";
    }
}
