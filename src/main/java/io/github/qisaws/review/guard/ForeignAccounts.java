package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import io.github.qisaws.review.guard.PolicyDocument.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Other AWS accounts, or everybody, that a new policy or permission lets in. */
final class ForeignAccounts implements Rule {
    /** Services of AWS deliver logs from accounts of AWS, and can only write (ELB User Guide, "Enable access logs"). */
    private static final String DELIVERY = "s3:putobject";

    @Override
    public Stream<Finding> judge(Case subject) {
        Accounts accounts = Accounts.of(subject.plan());
        return subject.written().flatMap(change -> change.judged()
                .filter(Attribute::changed)
                .flatMap(each -> judge(change, each, accounts).stream()));
    }

    private static Optional<Finding> judge(Change change, Attribute attribute, Accounts accounts) {
        if (Meanings.of(change, attribute) == AttributeMeaning.PRINCIPAL) {
            return principal(change, attribute.after(), accounts);
        }
        // An existing document that grows is compared by Permissions.
        return attribute.before().isAbsent()
                        && PolicyDocument.isOne(attribute.after().raw())
                ? document(change, attribute.after(), accounts)
                : Optional.empty();
    }

    private static Optional<Finding> principal(Change change, Value principal, Accounts accounts) {
        if (principal.isUnknown()) {
            return Optional.of(finding(change, Level.NOTE, "gives access to a principal that is not known yet."));
        }
        if (PolicyDocument.isAnything(principal.raw())) {
            return isLimited(change)
                    ? Optional.empty()
                    : Optional.of(finding(change, Level.WARN, "gives access to everybody, without a limit."));
        }
        return accounts.foreign(principal.raw()).map(account -> finding(change, Level.WARN, to(Set.of(account))));
    }

    private static boolean isLimited(Change change) {
        return Meanings.all(change, AttributeMeaning.PRINCIPAL_LIMIT)
                .map(Attribute::after)
                .anyMatch(limit -> !limit.isAbsent() && !PolicyDocument.isAnything(limit.raw()));
    }

    private static Optional<Finding> document(Change change, Value document, Accounts accounts) {
        List<Statement> foreign = PolicyDocument.parse(document.raw()).statements().stream()
                .filter(Statement::allows)
                .filter(statement -> !isUsual(statement, accounts))
                .filter(statement -> accounts(statement, accounts).findAny().isPresent())
                .toList();
        if (foreign.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = foreign.stream()
                .flatMap(each -> accounts(each, accounts))
                .collect(Collectors.toCollection(TreeSet::new));
        Level level = foreign.stream().allMatch(Statement::limited) ? Level.NOTE : Level.WARN;
        return Optional.of(finding(change, level, to(names)));
    }

    private static Stream<String> accounts(Statement statement, Accounts accounts) {
        return statement.who().stream().flatMap(who -> accounts.foreign(who).stream());
    }

    /**
     * Deliveries of AWS, and the own account in the policy of a key: each such policy names it, also in a first plan,
     * which shows no account (KMS Developer Guide, "Default key policy").
     */
    private static boolean isUsual(Statement statement, Accounts accounts) {
        Set<String> actions = statement.actions().stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return actions.equals(Set.of(DELIVERY))
                || (!accounts.isKnown() && actions.stream().allMatch(action -> action.startsWith("kms:")));
    }

    private static String to(Set<String> accounts) {
        return "gives access to "
                + (accounts.size() == 1 ? "the AWS account " : "the AWS accounts ")
                + String.join(", ", accounts)
                + ", which may be an account of others.";
    }

    private static Finding finding(Change change, Level level, String what) {
        return Finding.of(
                RuleName.IAM_BROADENED,
                level,
                change.name(),
                ResourceWords.first(change) + " " + what,
                "Check who owns the account, and name only the principals that need access.");
    }
}
