package io.github.qisaws.review.guard;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Knows which resources hold data that cannot be made again, and what is lost with them. */
public final class Stateful {
    private static final List<String> PROTECTIONS = List.of("deletion_protection", "deletion_protection_enabled");

    private final Map<String, String> byCall = new HashMap<>();
    private final Map<String, String> anywhere = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    /**
     * What contracts and policy say; types that always hold data are known without them.
     *
     * @param calls the components of the environment as it is now
     */
    public static Stateful of(List<Call> calls, Policy policy) {
        Stateful stateful = new Stateful();
        for (Call call : calls) {
            for (Contract.Stateful entry : call.contract().stateful()) {
                stateful.byCall.put(call.name() + "." + entry.resource(), entry.loss());
                // A renamed module must not escape, so its resources are known under any module's name.
                stateful.anywhere.putIfAbsent(entry.resource(), entry.loss());
            }
        }
        policy.statefulPatterns().forEach(glob -> stateful.patterns.add(pattern(glob)));
        return stateful;
    }

    /** What is lost when this object is; empty when nothing is. */
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
                .or(() -> ResourceTypes.loss(change.type()))
                .or(() -> ResourceTypes.loss(typeIn(address)))
                .or(() -> matchesPattern(address)
                        ? Optional.of("what the environment file says it holds")
                        : Optional.empty())
                .or(() -> isProtected(change) ? Optional.of("what its deletion protection guards") : Optional.empty());
    }

    private boolean matchesPattern(Address address) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(address.text()).matches());
    }

    /** A type that the table lacks but that somebody protected: databases of other services have such a switch. */
    private static boolean isProtected(Change change) {
        return change.type().matches("aws_.*(db|database|cluster|table|rds|domain|file_system).*")
                && PROTECTIONS.stream().anyMatch(name -> change.before(name).is("true"));
    }

    private static String typeIn(Address address) {
        int dot = address.resource().indexOf('.');
        return dot < 0 ? "" : address.resource().substring(0, dot);
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                List.of(glob.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
