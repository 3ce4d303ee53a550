package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Irreplaceable data that a plan destroys, replaces, or removes from state, and actions that are not recognized. */
final class DataLoss implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.plan().changes().stream().flatMap(change -> judge(change, subject).stream());
    }

    private static Optional<Finding> judge(Change change, Case subject) {
        if (change.action() == Action.UNKNOWN) {
            return Optional.of(unknown(change));
        }
        if (!change.action().removes()) {
            return Optional.empty();
        }
        return subject.stateful().loss(change).map(loss -> lost(change, loss, subject));
    }

    private static Finding unknown(Change change) {
        return Finding.of(
                RuleName.UNKNOWN_ACTION,
                Level.BLOCK,
                change.name(),
                "Terraform plans an action for " + ResourceWords.of(change)
                        + " that this version of qis-aws does not recognize.",
                "Use a newer version of qis-aws, or plan with " + allow(change));
    }

    private static Finding lost(Change change, String loss, Case subject) {
        if (change.action().forgets()) {
            return Finding.of(
                    RuleName.FORGETS_DATA,
                    Level.BLOCK,
                    change.name(),
                    ResourceWords.first(change)
                            + " will be removed from state. It " + Cloud.stays(change.type())
                            + ", but no later plan manages or protects it. Data affected: " + loss + ".",
                    "Keep its block, or plan with " + allow(change));
        }
        if (change.action().isReplacement()) {
            return Finding.of(
                    RuleName.REPLACES_DATA,
                    Level.BLOCK,
                    change.name(),
                    ResourceWords.first(change) + " will be replaced by an empty one" + ReplacementReasons.why(change)
                            + dataLoss(loss),
                    (ReplacementReasons.forcing(change).isEmpty()
                                    ? "Avoid the replacement"
                                    : "Undo the change that forces the replacement")
                            + ", or plan with " + allow(change));
        }
        return twin(change, subject).map(to -> renamed(change, to, loss)).orElseGet(() -> destroyed(change, loss));
    }

    private static Finding destroyed(Change change, String loss) {
        return Finding.of(
                RuleName.DESTROYS_DATA,
                Level.BLOCK,
                change.name(),
                ResourceWords.first(change) + " will be destroyed" + ReplacementReasons.why(change) + dataLoss(loss),
                remedy(change) + allow(change));
    }

    /** A destroy that was requested as a whole has no reason, and no block to restore; nor has a deposed object. */
    private static String remedy(Change change) {
        if (change.origin().deposed().isPresent()) {
            return "If the object that replaced it has all its data, rerun with ";
        }
        return switch (change.reason()) {
            case "" -> "If the data loss is intended, rerun with ";
            case "delete_because_no_resource_config" -> "Restore its block, or plan with ";
            case "delete_because_no_module" -> "Restore its module, or plan with ";
            default -> "Undo the change that removes it, or plan with ";
        };
    }

    private static String dataLoss(String loss) {
        return ". Data loss: " + loss + ".";
    }

    private static Finding renamed(Change change, Change to, String loss) {
        return Finding.of(
                RuleName.RENAMED_WITHOUT_MOVED,
                Level.BLOCK,
                change.name(),
                ResourceWords.first(change) + " will be destroyed" + ReplacementReasons.why(change)
                        + ", and a new, empty one will be created at "
                        + to.address().text() + dataLoss(loss),
                "If you renamed it, add: moved { from = " + renamedPart(change, to) + "  to = "
                        + renamedPart(to, change) + " }. Otherwise, plan with " + allow(change));
    }

    /** A resource that the same plan creates and that resembles the destroyed one. */
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

    /** The module if only the module differs, otherwise the resource. */
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

    private static String allow(Change change) {
        return "--allow-destroy '" + change.name() + "'.";
    }
}
