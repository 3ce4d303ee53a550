package io.github.qisaws.recovery;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.Value;
import io.github.qisaws.terraform.Diagnostic;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds resources of an environment that are missing from its state: first from journals and tags, then from repeated
 * plans.
 */
public final class ImportSearch {
    private final String environment;
    private final List<Run> runs;
    private final BiFunction<String, Function<String, Optional<String>>, Optional<String>> lookup;
    private final Imports imports = new Imports();
    private final Set<String> guessed = new HashSet<>();
    private final Set<Parent> foreign = new HashSet<>();
    private final Map<String, Set<String>> successors = new TreeMap<>();
    private final Set<String> outdated = new TreeSet<>();
    private Set<String> ownZones = Set.of();
    private Known known = Known.NOTHING;

    /**
     * A search that has found nothing yet.
     *
     * @param runs the interrupted runs of the journal; may be empty
     * @param lookup finds the import ID of a resource in the account by its type and planned attributes
     */
    public ImportSearch(
            String environment,
            List<Run> runs,
            BiFunction<String, Function<String, Optional<String>>, Optional<String>> lookup) {
        this.environment = environment;
        this.runs = List.copyOf(runs);
        this.lookup = lookup;
    }

    public Imports imports() {
        return imports;
    }

    /** Adds resources of the journal and of tags that are missing from the state; returns whether any is new. */
    public boolean begin(Known state, List<Tagged> tagged) {
        known = state;
        successors.clear();
        ownZones = known.ids("aws_route53_zone");
        boolean any = false;
        for (Run run : runs) {
            for (Map.Entry<String, String> made : run.ids().entrySet()) {
                Optional<String> id = ImportIds.made(made.getKey(), made.getValue());
                any |= id.isPresent() && begin(new Tagged(made.getKey(), id.get()));
            }
        }
        for (Tagged each : tagged) {
            any |= begin(each);
        }
        return any;
    }

    private boolean begin(Tagged found) {
        if (!known.has(found.address())) {
            // A resource that was moved to another address still has the tags of its old address.
            return !known.knows(ImportIds.type(found.address()), found.importId())
                    && imports.add(found.address(), found.importId());
        }
        if (known.hasAnother(found)) {
            successors
                    .computeIfAbsent(found.address(), address -> new LinkedHashSet<>())
                    .add(found.importId());
        }
        return false;
    }

    /**
     * Addresses at which the state has the old resource of an interrupted replacement, while AWS already has the new
     * one. Terraform cannot import to an address that is in the state.
     */
    public Set<String> outdated() {
        return Set.copyOf(outdated);
    }

    /**
     * Drops imports of resources that do not exist, according to a failed plan; false if it failed for another reason.
     */
    public boolean learn(List<Diagnostic> failure) {
        return imports.drop(failure);
    }

    /** Adds and drops imports after a successful plan; true if another plan with the new imports is needed. */
    public boolean learn(Plan plan) {
        boolean another = false;
        outdated.clear();
        for (Change change : plan.changes()) {
            String address = change.address().text();
            if (change.action() == Action.CREATE && known.has(address)) {
                // Terraform plans to create it, so its refresh found that the old resource no longer exists.
                if (successors.containsKey(address)
                        || (begun(address) && candidate(change).isPresent())) {
                    outdated.add(address);
                }
            } else if (change.action() == Action.CREATE) {
                Optional<String> id = candidate(change);
                another |= id.isPresent() && guess(change, id.get());
            } else if (change.action().isReplacement() && begun(address) && successors.containsKey(address)) {
                outdated.add(address);
            } else if (guessed.contains(address) && isForeign(change)) {
                drop(change);
                another = true;
            }
        }
        return another;
    }

    private boolean guess(Change change, String id) {
        String address = change.address().text();
        if (foreign.stream().anyMatch(parent -> parent.has(change.type(), id))) {
            return false;
        }
        boolean fresh = imports.add(address, id);
        if (fresh && ImportIds.isGuess(change.type()) && !begun(address)) {
            guessed.add(address);
        }
        return fresh;
    }

    /** Drops an import that belongs to another owner, and those of its child resources. */
    private void drop(Change change) {
        String address = change.address().text();
        change.origin().importId().map(id -> new Parent(change.type(), id)).ifPresent(parent -> {
            foreign.add(parent);
            imports.dropAll((child, id) -> parent.has(ImportIds.type(child), id));
        });
        imports.drop(address);
        guessed.remove(address);
    }

    /** A resource whose name starts the IDs of its child resources. */
    private record Parent(String type, String name) {
        boolean has(String child, String id) {
            return ImportIds.isChild(child, id, type, name);
        }
    }

    private Optional<String> candidate(Change change) {
        Function<String, Optional<String>> planned = path -> Optional.of(change.after(path))
                .filter(value -> value.kind() == Value.Kind.TEXT || value.kind() == Value.Kind.NUMBER)
                .map(Value::text);
        return ImportIds.planned(change.type(), planned).or(() -> lookup.apply(change.type(), planned));
    }

    private boolean begun(String address) {
        return runs.stream().anyMatch(run -> run.created().contains(address));
    }

    /**
     * Whether the resource with this name has another owner: it lacks the environment's tag, or is a record with
     * another value.
     */
    private boolean isForeign(Change change) {
        if (ImportIds.isInSharedParent(change.type())) {
            return change.action() != Action.NO_OP && !isInOwnZone(change);
        }
        return change.origin().importId().isPresent()
                && change.attributes().stream().noneMatch(each -> isOurTag(change, each));
    }

    private boolean isInOwnZone(Change change) {
        String zone = change.before("zone_id").text();
        return ownZones.contains(zone) || imports.ids("aws_route53_zone").contains(zone);
    }

    private boolean isOurTag(Change change, Attribute attribute) {
        String path = attribute.path();
        if (path.equals("tags[\"" + Tags.ENVIRONMENT + "\"]")) {
            return attribute.before().is(environment);
        }
        return path.startsWith("tag[")
                && path.endsWith("].key")
                && attribute.before().is(Tags.ENVIRONMENT)
                && change.before(path.replaceFirst("key$", "value")).is(environment);
    }
}
