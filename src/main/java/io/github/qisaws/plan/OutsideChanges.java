package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Of all differences between the state and AWS, those that somebody made outside Terraform: one filter for every plan.
 *
 * <p>Terraform reports every attribute whose current value differs from the state. Right after an apply there are
 * dozens of them, because AWS sets computed defaults. Therefore only attributes that the configuration sets are compared;
 * inside a block, all attributes except those that appeared without being set. An attribute that the plan sets back is
 * kept in any case, because a {@code dynamic} block is not in the configuration's JSON. Parts that other resources add
 * (rules of a security group, routes of a table, policies of a role) are kept if no resource in the state owns them.
 */
final class OutsideChanges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UPDATE = "update";
    private static final String TAINTED = "replace_because_tainted";

    private final Optional<Declared> declared;
    private final StateResources state;
    private final Foreign foreign;
    private final boolean recorded;
    private final Map<String, Change> planned = new HashMap<>();
    private final Function<JsonNode, Change> typed;

    /**
     * A filter for one plan.
     *
     * @param declared what the configuration sets; empty if the plan has no configuration, so that nothing is filtered
     * @param changes the planned changes
     * @param recorded whether parts without an owner count that the state has already
     * @param typed makes a change of its JSON
     */
    OutsideChanges(
            Optional<Declared> declared,
            StateResources state,
            List<Change> changes,
            boolean recorded,
            Function<JsonNode, Change> typed) {
        this.declared = declared;
        this.state = state;
        this.foreign = state.foreign();
        this.recorded = recorded;
        this.typed = typed;
        changes.forEach(change -> planned.put(change.name(), change));
    }

    /** The changes among these elements of {@code resource_drift}, each with the attributes that count. */
    List<Change> of(List<JsonNode> nodes) {
        List<Change> kept = new ArrayList<>();
        nodes.forEach(node -> kept(node).ifPresent(kept::add));
        return kept;
    }

    /** Parts without an owner that an earlier refresh has written to the state, which Terraform does not report. */
    List<Change> additions() {
        return foreign.additions().stream().map(this::added).toList();
    }

    private Optional<Change> kept(JsonNode node) {
        Change change = typed.apply(node);
        if (change.action() == Action.NO_OP) {
            // Terraform lists a moved resource here too.
            return Optional.empty();
        }
        if (change.action() != Action.UPDATE) {
            return Optional.of(change);
        }
        boolean comparable = declared.isPresent()
                && (recorded || isGoing(change) || declared.orElseThrow().has(change.address()));
        if (isTainted(change)) {
            return Optional.empty();
        }
        return comparable ? updated(node, change, declared.orElseThrow()) : Optional.of(change);
    }

    /** Whether the plan destroys or forgets it, so that its block is gone on purpose. */
    private boolean isGoing(Change change) {
        Change plan = planned.get(change.name());
        return plan != null && (plan.action() == Action.DELETE || plan.action() == Action.FORGET);
    }

    /** What an interrupted apply left half made was changed by Terraform itself. */
    private boolean isTainted(Change change) {
        Change plan = planned.get(change.name());
        return state.isTainted(change.address().text())
                || (plan != null && plan.reason().equals(TAINTED));
    }

    private Optional<Change> updated(JsonNode node, Change change, Declared set) {
        ObjectNode copy = node.deepCopy();
        ObjectNode fresh = (ObjectNode) copy.path("change");
        Set<String> names = setBack(change);
        for (String name : set.attributes(change.address())) {
            JsonNode before = fresh.path("before").path(name);
            JsonNode after = fresh.path("after").path(name);
            boolean hashed = name.equals("user_data") && Sameness.isHash(before.asText(), after.asText());
            if (!hashed && !Sameness.same(before, after, set.expression(change.address(), name))) {
                names.add(name);
            }
        }
        retain(fresh, names);
        JsonNode earlier = node.path("change").path("before");
        foreign.take(change.address().text())
                .flatMap(parts -> recorded ? Optional.of(parts) : parts.newSince(earlier))
                .ifPresent(parts -> parts.addTo(fresh));
        boolean empty = fresh.path("before").isEmpty() && fresh.path("after").isEmpty();
        return empty ? Optional.empty() : Optional.of(typed.apply(copy));
    }

    /** Top-level names of the attributes to which the plan gives their earlier value again. */
    private Set<String> setBack(Change drift) {
        Set<String> names = new HashSet<>();
        Change plan = planned.get(drift.name());
        if (plan != null) {
            drift.changed()
                    .filter(each -> plan.attribute(each.path())
                            .filter(Attribute::changed)
                            .filter(again -> again.after().equals(each.before()))
                            .isPresent())
                    .forEach(each -> names.add(each.path().replaceFirst("[.\\[].*", "")));
        }
        return names;
    }

    private Change added(Foreign.Parts parts) {
        ObjectNode node =
                JSON.createObjectNode().put("address", parts.address()).put("type", parts.type());
        ObjectNode change = node.putObject("change");
        change.putArray("actions").add(UPDATE);
        change.putObject("before");
        change.putObject("after");
        parts.addTo(change);
        return typed.apply(node);
    }

    private static void retain(ObjectNode change, Set<String> names) {
        for (String side : List.of("before", "after")) {
            if (change.path(side) instanceof ObjectNode values) {
                values.retain(names);
            }
        }
    }
}
