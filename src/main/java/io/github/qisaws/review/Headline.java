package io.github.qisaws.review;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.Meanings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says in one or two sentences what happens to a component; nothing when the counts say it all. */
final class Headline {
    /** What its users notice while the component's server is away. */
    private static final Map<String, String> AWAY = Map.of(
            "data-server", "About 5 minutes without new images; images in the cache are still served.",
            "single-server", "The site is away for about 5 minutes.",
            "web-tier", "The other web servers carry on, where there are any.",
            "database", "Some minutes without new images; images in the cache are still served.",
            "load-balancer", "The site is away until its name leads to the new one.");

    private final String kind;
    private final List<Item> items;
    private final List<Change> all;
    private final List<String> sentences = new ArrayList<>();

    private Headline(String kind, List<Item> items, List<Change> all) {
        this.kind = kind;
        this.items = items;
        this.all = all;
    }

    static String of(String kind, List<Item> items, List<Change> all) {
        if (items.isEmpty()) {
            return "";
        }
        Headline headline = new Headline(kind, items, all);
        headline.losses();
        headline.whole();
        headline.servers();
        headline.fleet();
        headline.small();
        return String.join(" ", headline.sentences);
    }

    private void losses() {
        String lost = items.stream()
                .filter(item ->
                        item.loss().isPresent() && item.change().action().destroys())
                .map(item -> item.loss().orElseThrow())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!lost.isEmpty()) {
            sentences.add("Lost: " + lost + ".");
        }
    }

    private void whole() {
        if (every(Action.DELETE)) {
            sentences.add("Is destroyed.");
        } else if (items.stream().noneMatch(item -> item.change().action().changesSomething())) {
            sentences.add("Only addresses change; the real resources stay as they are.");
        }
    }

    private void servers() {
        boolean replaced = any(change ->
                Meanings.is(change, DeploymentPart.SERVER) && change.action().isReplacement());
        boolean restarted = any(change -> Meanings.is(change, DeploymentPart.SERVER)
                && change.action() == Action.UPDATE
                && Meanings.all(change, AttributeMeaning.RESTART).anyMatch(Attribute::changed));
        if (replaced) {
            sentences.add("The server is replaced." + volumes());
        } else if (restarted) {
            sentences.add("The server is stopped and started.");
        }
        boolean balancer = any(change -> Meanings.is(change, DeploymentPart.LOAD_BALANCER)
                && change.action().destroys());
        if (replaced || restarted || balancer) {
            sentences.add(AWAY.getOrDefault(kind, "It is away for some minutes."));
        }
    }

    private String volumes() {
        List<Change> volumes = all.stream()
                .filter(change -> Meanings.is(change, DeploymentPart.VOLUME))
                .toList();
        boolean stay = volumes.stream()
                .allMatch(change ->
                        !change.action().destroys() && !change.action().forgets());
        return volumes.isEmpty() || !stay ? "" : " Its data volumes stay.";
    }

    private void fleet() {
        boolean template =
                any(change -> Meanings.is(change, DeploymentPart.TEMPLATE) && change.action() == Action.UPDATE);
        if (template) {
            sentences.add("New web servers start with the new settings.");
        }
        items.stream()
                .map(Item::change)
                .filter(change -> Meanings.is(change, DeploymentPart.FLEET))
                .flatMap(change -> Meanings.all(change, AttributeMeaning.FLEET_MAXIMUM))
                .filter(each -> each.changed()
                        && !each.before().isAbsent()
                        && !each.after().isAbsent())
                .forEach(each ->
                        sentences.add("The fleet may grow to " + each.after().text() + " web servers (now "
                                + each.before().text() + ")."));
    }

    private void small() {
        boolean onlyTags = items.stream()
                .allMatch(item -> item.change().action() == Action.UPDATE
                        && item.differences().stream()
                                .allMatch(each -> each.path().startsWith("tags")));
        if (onlyTags) {
            sentences.add("Only tags change.");
        }
    }

    private boolean every(Action action) {
        return items.stream().allMatch(item -> item.change().action() == action);
    }

    private boolean any(Predicate<Change> test) {
        return items.stream().map(Item::change).anyMatch(test);
    }
}
