package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.ResourceType;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import io.github.qisaws.review.guard.PolicyDocument.Statement;
import io.github.qisaws.text.Listing;
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

    /** Policies of an account, whose content the plan does not show, and AWS's own for administrators. */
    private static final Pattern UNKNOWN_REACH =
            Pattern.compile("arn:[^:]*:iam::\\d+:policy/.*|.*(?i)(administrator|adminpolicy|readwrite).*");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written().flatMap(change -> change.judged()
                .filter(Attribute::changed)
                .filter(each -> !subject.plan().defaults().chooses(change, each))
                .flatMap(each -> judge(subject, change, each).stream()));
    }

    private static List<Finding> judge(Case subject, Change change, Attribute attribute) {
        return switch (Meanings.of(change, attribute)) {
            case ATTACHED_POLICY -> attached(change, attribute.after());
            case POLICY -> document(subject, change, attribute, RuleName.IAM_BROADENED);
            case DATA_POLICY -> document(subject, change, attribute, RuleName.PUBLIC_STORAGE);
            default -> isDocument(attribute) ? document(subject, change, attribute, RuleName.IAM_BROADENED) : List.of();
        };
    }

    /** Policy documents are recognized by their content too, because their attributes have many names. */
    private static boolean isDocument(Attribute attribute) {
        return PolicyDocument.isOne(attribute.after().raw())
                || PolicyDocument.isOne(attribute.before().raw());
    }

    private static List<Finding> attached(Change change, Value policy) {
        if (policy.isUnknown()) {
            return List.of(broadened(change, Level.NOTE, "attaches a policy that is known only after the apply."));
        }
        if (MIGHTY.matcher(policy.raw()).matches()) {
            return List.of(
                    broadened(change, Level.BLOCK, "attaches a policy with broad permissions: " + policy.text() + "."));
        }
        return UNKNOWN_REACH.matcher(policy.raw()).matches()
                ? List.of(broadened(
                        change,
                        Level.WARN,
                        "attaches a policy whose permissions are not in this plan: " + policy.text() + "."))
                : List.of();
    }

    /**
     * Compares two versions of a policy document.
     *
     * @param open the rule that access for any principal violates
     */
    private static List<Finding> document(Case subject, Change change, Attribute attribute, RuleName open) {
        if (attribute.after().isUnknown()) {
            return attribute.before().isAbsent() && subject.isOurs(change)
                    ? List.of()
                    : List.of(broadened(change, Level.WARN, "has a policy that is known only after the apply."));
        }
        if (isUnreadable(change, attribute)) {
            return List.of(broadened(change, Level.WARN, "has a policy that qis-aws cannot read."));
        }
        PolicyDocument old = PolicyDocument.parse(attribute.before().raw());
        PolicyDocument fresh = PolicyDocument.parse(attribute.after().raw());
        List<Finding> findings = new ArrayList<>();
        List<Statement> added = fresh.statements().stream()
                .filter(statement -> !old.statements().contains(statement))
                .toList();
        if (added.stream().anyMatch(Statement::isPublic)) {
            findings.add(toAnyPrincipal(change, open));
        }
        if (added.stream().anyMatch(Statement::isOpenToAnyToken)) {
            findings.add(broadened(
                    change,
                    Level.BLOCK,
                    "can be assumed with any token of an identity provider: no condition limits it."));
        }
        if (added.stream().anyMatch(Statement::isSweeping)) {
            Level level = added.stream().anyMatch(Statement::isEverything) ? Level.BLOCK : Level.WARN;
            findings.add(
                    broadened(change, level, "allows all actions (or all actions of a service) on all resources."));
        }
        if (added.stream().anyMatch(Statement::isFarReaching)) {
            findings.add(broadened(
                    change,
                    Level.WARN,
                    "allows, on all resources, actions that give permissions or secrets of others."));
        }
        if (!attribute.before().isAbsent()) {
            grown(change, old, fresh, findings);
        }
        return findings;
    }

    /** Attributes of other providers can have the name of a policy and be none. */
    private static boolean isUnreadable(Change change, Attribute attribute) {
        return change.type().startsWith(ResourceType.AWS)
                && attribute.after().isKnown()
                && !attribute.after().is("")
                && !PolicyDocument.isOne(attribute.after().raw());
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
        return Listing.first(4, grants, "; ");
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
