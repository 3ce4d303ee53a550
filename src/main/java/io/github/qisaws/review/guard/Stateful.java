package io.github.qisaws.review.guard;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.MigrationComponent;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides which resources are stateful, and names the data that is lost with them. */
public final class Stateful {
    private final Map<String, String> byCall = new HashMap<>();
    private final Map<String, String> anywhere = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    /**
     * The stateful resources that contracts and policy name, in addition to the types that hold data by the catalogue.
     *
     * @param calls the components of the environment, as they are configured now
     */
    public static Stateful of(List<Call> calls, Policy policy) {
        Stateful stateful = new Stateful();
        for (Call call : calls) {
            for (Contract.Stateful entry : call.contract().stateful()) {
                stateful.byCall.put(call.name() + "." + entry.resource(), entry.loss());
                // Under any module name, so that a renamed module keeps its protection.
                stateful.anywhere.putIfAbsent(entry.resource(), entry.loss());
            }
        }
        // Its module is removed at the end of a move, when no call of it is left.
        MigrationComponent.CONTRACT
                .stateful()
                .forEach(entry -> stateful.byCall.putIfAbsent(
                        MigrationComponent.CONTRACT.name() + "." + entry.resource(), entry.loss()));
        policy.statefulPatterns().forEach(glob -> stateful.patterns.add(pattern(glob)));
        return stateful;
    }

    /** The data that is lost with this object; empty if it has none. */
    public Optional<String> loss(Change change) {
        return loss(change.address(), change)
                .or(() -> change.origin().previousAddress().flatMap(previous -> loss(previous, change)));
    }

    private Optional<String> loss(Address address, Change change) {
        if (address.resource().startsWith("data.")) {
            return Optional.empty();
        }
        String inside = address.insideComponent();
        return Optional.ofNullable(byCall.get(address.component() + "." + inside))
                .or(() -> Optional.ofNullable(anywhere.get(inside)))
                .or(() -> byType(change.type(), change))
                .or(() -> byType(address.type(), change))
                .or(() -> matchesPattern(address)
                        ? Optional.of("data that the environment file declares (policy.stateful)")
                        : Optional.empty())
                .or(() -> isProtected(change) ? Optional.of("data under deletion protection") : Optional.empty());
    }

    private static Optional<String> byType(String type, Change change) {
        return Refill.of(change)
                ? Optional.empty()
                : Catalogue.OURS.loss(type, path -> change.before(path).raw());
    }

    private boolean matchesPattern(Address address) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(address.text()).matches());
    }

    /** Whether its deletion protection is on, which somebody has set for what the resource holds, in any cloud. */
    private static boolean isProtected(Change change) {
        return !Meanings.is(change, DeploymentPart.LOAD_BALANCER)
                && !Meanings.is(change, DeploymentPart.SERVER)
                && DeletionProtected.isOn(change);
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                List.of(glob.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
