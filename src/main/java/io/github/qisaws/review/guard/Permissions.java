package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Permissions that grow, cover all actions of a service, or are given to any principal. */
final class Permissions implements Rule {
    private static final Pattern MIGHTY =
            Pattern.compile(".*:policy/(AdministratorAccess|PowerUserAccess|IAMFullAccess|.*FullAccess)");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written().flatMap(change -> change.changed().flatMap(each -> judge(change, each).stream()));
    }

    private static List<Finding> judge(Change change, Attribute attribute) {
        return switch (Meanings.of(change, attribute)) {
            case ATTACHED_POLICY -> attached(change, attribute.after().text());
            case POLICY -> document(change, attribute, RuleName.IAM_BROADENED);
            case DATA_POLICY -> document(change, attribute, RuleName.PUBLIC_STORAGE);
            default -> List.of();
        };
    }

    private static List<Finding> attached(Change change, String policy) {
        return MIGHTY.matcher(policy).matches()
                ? List.of(broadened(change, Level.BLOCK, "attaches a policy with broad permissions: " + policy + "."))
                : List.of();
    }

    /**
     * Compares two versions of a policy document.
     *
     * @param open the rule that access for any principal violates
     */
    private static List<Finding> document(Change change, Attribute attribute, RuleName open) {
        if (attribute.after().isUnknown()) {
            return attribute.before().isAbsent()
                    ? List.of()
                    : List.of(broadened(change, Level.WARN, "has a new policy that is known only after the apply."));
        }
        PolicyDocument old = PolicyDocument.parse(attribute.before().text());
        PolicyDocument fresh = PolicyDocument.parse(attribute.after().text());
        List<Finding> findings = new ArrayList<>();
        List<Statement> added = fresh.statements().stream()
                .filter(statement -> !old.statements().contains(statement))
                .toList();
        if (added.stream().anyMatch(Statement::isPublic)) {
            findings.add(toAnyPrincipal(change, open));
        }
        if (added.stream().anyMatch(Statement::isSweeping)) {
            Level level = added.stream().anyMatch(Statement::isEverything) ? Level.BLOCK : Level.WARN;
            findings.add(
                    broadened(change, level, "allows all actions (or all actions of a service) on all resources."));
        }
        if (!attribute.before().isAbsent()) {
            grown(change, old, fresh, findings);
        }
        return findings;
    }

    private static void grown(Change change, PolicyDocument old, PolicyDocument fresh, List<Finding> findings) {
        Set<String> more = new TreeSet<>(fresh.grants());
        more.removeAll(old.grants());
        if (!more.isEmpty()) {
            findings.add(broadened(change, Level.WARN, "adds: " + some(more) + "."));
        }
        Set<String> fewer = new TreeSet<>(old.denials());
        fewer.removeAll(fresh.denials());
        if (!fewer.isEmpty()) {
            findings.add(broadened(change, Level.WARN, "no longer denies: " + some(fewer) + "."));
        }
    }

    private static String some(Set<String> grants) {
        String shown = String.join("; ", grants.stream().limit(4).toList());
        return grants.size() > 4 ? shown + "; and " + (grants.size() - 4) + " more" : shown;
    }

    private static Finding broadened(Change change, Level level, String what) {
        return Finding.of(
                RuleName.IAM_BROADENED,
                level,
                change.name(),
                ResourceWords.first(change) + " " + what,
                "Allow only the actions and resources that are needed.");
    }

    private static Finding toAnyPrincipal(Change change, RuleName open) {
        return Finding.of(
                open,
                Level.BLOCK,
                change.name(),
                ResourceWords.first(change) + " allows access by any principal, without a condition.",
                "Name the principals that need access, or add a condition.");
    }
}
