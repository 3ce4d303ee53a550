package io.github.qisaws.review;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.Cloud;
import io.github.qisaws.review.guard.Meanings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The effect of a component's changes on users and data, in short sentences; empty if the counts say enough. */
final class Headline {
    /** Effect on users while the component's server is stopped. For web servers, the guard knows whether others serve. */
    private static final Map<String, String> INTERRUPTION = Map.of(
            "data-server", "Degraded for about 5 minutes: no new images; cached images are served.",
            "single-server", "Downtime: about 5 minutes.",
            "web-tier", "",
            "database", "Degraded for some minutes: no new images; cached images are served.");

    private final Optional<String> kind;
    private final List<Item> items;
    private final List<Change> all;
    private final List<String> sentences = new ArrayList<>();

    private Headline(Optional<String> kind, List<Item> items, List<Change> all) {
        this.kind = kind;
        this.items = items;
        this.all = all;
    }

    /**
     * The headline of a component.
     *
     * @param kind the contract's name; empty for a module or resources that no contract describes, about whose users
     *     nothing is known
     */
    static String of(Optional<String> kind, List<Item> items, List<Change> all) {
        if (items.isEmpty()) {
            return "";
        }
        Headline headline = new Headline(kind, items, all);
        headline.losses();
        headline.whole();
        headline.servers();
        headline.balancer();
        headline.fleet();
        headline.small();
        return headline.sentences.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    private void losses() {
        String lost = items.stream()
                .filter(item ->
                        item.loss().isPresent() && item.change().action().destroys())
                .map(item -> item.loss().orElseThrow())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!lost.isEmpty()) {
            sentences.add("Data loss: " + lost + ".");
        }
    }

    private void whole() {
        if (isDestroyed()) {
            sentences.add("Will be destroyed.");
        } else if (items.stream().noneMatch(item -> item.change().action().changesSomething())) {
            boolean inAws = items.stream()
                    .allMatch(item -> Cloud.of(item.change().type()).equals(Optional.of("AWS")));
            sentences.add("State-only changes; " + (inAws ? "AWS" : "the") + " resources do not change.");
        }
    }

    private void servers() {
        boolean replaced = any(change ->
                Meanings.is(change, DeploymentPart.SERVER) && change.action().isReplacement());
        boolean restarted = any(change -> Meanings.is(change, DeploymentPart.SERVER)
                && change.action() == Action.UPDATE
                && Meanings.all(change, AttributeMeaning.RESTART).anyMatch(Attribute::changed));
        if (replaced) {
            sentences.add("The server will be replaced." + volumes());
        } else if (restarted) {
            sentences.add("Server restart.");
        }
        if (replaced || restarted) {
            kind.map(known -> INTERRUPTION.getOrDefault(known, "Downtime: some minutes."))
                    .ifPresent(sentences::add);
        }
    }

    private void balancer() {
        if (any(change -> Meanings.is(change, DeploymentPart.LOAD_BALANCER)
                && change.action().isReplacement())) {
            sentences.add(
                    kind.isPresent()
                            ? "Downtime until the DNS record points to the new load balancer."
                            : "The load balancer will be replaced, and its DNS name changes.");
        } else if (any(
                change -> Meanings.is(change, DeploymentPart.LOAD_BALANCER) && change.action() == Action.DELETE)) {
            sentences.add(
                    kind.isPresent()
                            ? "Downtime: this load balancer will no longer serve the site."
                            : "The load balancer will be destroyed.");
        }
    }

    private String volumes() {
        List<Change> volumes = all.stream()
                .filter(change -> Meanings.is(change, DeploymentPart.VOLUME))
                .toList();
        boolean stay = volumes.stream().allMatch(change -> !change.action().removes());
        return volumes.isEmpty() || !stay ? "" : " Its data volumes are kept.";
    }

    private void fleet() {
        String servers = kind.isPresent() ? "web servers" : "servers";
        boolean template =
                any(change -> Meanings.is(change, DeploymentPart.TEMPLATE) && change.action() == Action.UPDATE);
        if (template) {
            sentences.add("New " + servers + " will use the new settings.");
        }
        items.stream()
                .map(Item::change)
                .filter(change -> Meanings.is(change, DeploymentPart.FLEET))
                .flatMap(change -> Meanings.all(change, AttributeMeaning.FLEET_MAXIMUM))
                .filter(each -> each.changed()
                        && !each.before().isAbsent()
                        && !each.after().isAbsent())
                .forEach(each -> sentences.add("Maximum " + servers + ": "
                        + each.before().text() + " → " + each.after().text() + "."));
    }

    private void small() {
        boolean onlyTags = items.stream()
                .allMatch(item -> item.change().action() == Action.UPDATE
                        && !item.differences().isEmpty()
                        && item.differences().stream()
                                .allMatch(each -> each.path().matches("tags(_all)?([.\\[].*)?")));
        if (onlyTags) {
            sentences.add("Only tags change.");
        }
    }

    /** Whether the plan destroys the whole component, and not only the resources that change. */
    private boolean isDestroyed() {
        return all.stream()
                .map(Change::action)
                .filter(action -> action != Action.READ)
                .allMatch(action -> action == Action.DELETE);
    }

    private boolean any(Predicate<Change> test) {
        return items.stream().map(Item::change).anyMatch(test);
    }
}
