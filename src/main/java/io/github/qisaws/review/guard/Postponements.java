package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Plan.Postponed;
import io.github.qisaws.plan.Plan.Postponed.Kind;
import io.github.qisaws.text.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens outside the changes of a plan: deferred changes and actions, and actions that run during the apply. */
final class Postponements {
    private static final int MOST = 10;

    private static final Map<String, String> REASONS = Map.of(
            "instance_count_unknown", "its count or for_each is not known yet",
            "resource_config_unknown", "its configuration is not known yet",
            "provider_config_unknown", "the configuration of its provider is not known yet",
            "deferred_prereq", "it depends on another deferred change",
            "absent_prereq", "it depends on a resource that does not exist yet");

    private final List<Postponed> all;

    Postponements(List<Postponed> all) {
        this.all = all;
    }

    /** One sentence for each kind, with number, addresses, and reasons; empty if there is nothing. */
    String words() {
        List<String> sentences = new ArrayList<>();
        add(sentences, Kind.DEFERRED_CHANGE, "change", "deferred to a later plan");
        add(sentences, Kind.DEFERRED_ACTION, "provider action", "deferred to a later plan");
        List<Postponed> actions = of(Kind.ACTION);
        if (!actions.isEmpty()) {
            sentences.add(ResourceWords.count(actions.size(), "provider action")
                    + " will run during this apply, and the plan" + " does not show "
                    + (actions.size() == 1 ? "its" : "their") + " effects: " + list(actions) + ".");
        }
        return String.join(" ", sentences);
    }

    /** Whether another plan is needed: an action that runs during the apply needs none. */
    boolean needAnotherPlan() {
        return all.stream().anyMatch(each -> each.kind() != Kind.ACTION);
    }

    private void add(List<String> sentences, Kind kind, String noun, String what) {
        List<Postponed> found = of(kind);
        if (!found.isEmpty()) {
            sentences.add(ResourceWords.count(found.size(), noun) + (found.size() == 1 ? " is " : " are ") + what + ": "
                    + list(found) + ".");
        }
    }

    private List<Postponed> of(Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }

    private static String list(List<Postponed> found) {
        return Listing.first(MOST, found.stream().map(Postponements::one).toList(), "; ");
    }

    private static String one(Postponed postponed) {
        String remarks = Stream.of(planned(postponed), reason(postponed))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        return postponed.address() + (remarks.isEmpty() ? "" : " (" + remarks + ")");
    }

    private static String planned(Postponed postponed) {
        return postponed
                .action()
                .filter(Action::changesSomething)
                .map(Action::words)
                .orElse("");
    }

    private static String reason(Postponed postponed) {
        if (postponed.kind() != Kind.ACTION) {
            return REASONS.getOrDefault(postponed.reason(), postponed.reason());
        }
        return postponed.trigger().isEmpty()
                ? "invoked by itself"
                : spaced(postponed.reason()) + " of " + postponed.trigger();
    }

    /** The event in words: {@code after update} of {@code AfterUpdate}. */
    private static String spaced(String event) {
        return event.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
