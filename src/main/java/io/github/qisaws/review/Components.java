package io.github.qisaws.review;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.guard.ResourceWords;
import io.github.qisaws.review.guard.Stateful;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Groups the changes of a plan by component. */
final class Components {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*?module\\.([A-Za-z0-9_-]+)\\.");
    private static final Comparator<Item> HEAVIEST_FIRST = Comparator.comparingInt(Components::weight)
            .thenComparing(item -> item.change().name());

    private Components() {}

    /**
     * All components in the order of the deployment, then modules and resources that no component accounts for.
     *
     * @param item makes an item of a change and the data that the resource holds
     */
    static List<Component> of(
            Plan plan, List<Call> calls, Policy policy, BiFunction<Change, Optional<String>, Item> item) {
        Stateful stateful = Stateful.of(calls, policy);
        Map<String, Call> byName = new LinkedHashMap<>();
        calls.forEach(call -> byName.put(call.name(), call));
        Map<String, List<Change>> changes = new LinkedHashMap<>();
        byName.keySet().forEach(name -> changes.put(name, new ArrayList<>()));
        Map<String, List<Change>> others = new TreeMap<>();
        for (Change change : plan.changes()) {
            String name = change.address().component();
            (changes.containsKey(name) ? changes : others)
                    .computeIfAbsent(name, same -> new ArrayList<>())
                    .add(change);
        }
        changes.putAll(others);
        List<Component> components = new ArrayList<>();
        changes.forEach(
                (name, own) -> components.add(component(name, byName.get(name), items(own, stateful, item), own)));
        return components;
    }

    private static List<Item> items(
            List<Change> changes, Stateful stateful, BiFunction<Change, Optional<String>, Item> item) {
        return changes.stream()
                .filter(Change::happens)
                .map(change -> item.apply(change, stateful.loss(change)))
                .sorted(HEAVIEST_FIRST)
                .toList();
    }

    private static Component component(String name, Call call, List<Item> items, List<Change> changes) {
        Optional<String> kind =
                Optional.ofNullable(call).map(known -> known.contract().name());
        return new Component(
                name,
                call == null ? titleOf(name) : call.contract().title(),
                Headline.of(kind, items, changes),
                Counts.of(changes),
                items,
                call == null ? new TreeSet<>() : uses(call));
    }

    private static String titleOf(String name) {
        return name.isEmpty()
                ? "Resources outside components"
                : ResourceWords.capital(name.replace('-', ' ').replace('_', ' '));
    }

    private static SortedSet<String> uses(Call call) {
        SortedSet<String> used = new TreeSet<>();
        collect(call.arguments().values(), used);
        return used;
    }

    private static void collect(Object value, SortedSet<String> used) {
        if (value instanceof Collection<?> list) {
            list.forEach(each -> collect(each, used));
        } else if (value instanceof Map<?, ?> map) {
            collect(map.values(), used);
        } else if (value instanceof String text) {
            Matcher matcher = REFERENCE.matcher(text);
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
    }

    private static int weight(Item item) {
        boolean loses = item.loss().isPresent() && item.change().action().removes();
        if (loses) {
            return 0;
        }
        return switch (item.change().action()) {
            case UNKNOWN -> 1;
            case REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING -> 2;
            case DELETE -> 3;
            case FORGET -> 4;
            case UPDATE -> 5;
            case CREATE -> 6;
            case READ, NO_OP -> 7;
        };
    }
}
