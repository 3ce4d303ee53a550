package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The AWS accounts of a plan's resources, by their ARNs. A principal of another account is foreign; if the plan shows no
 * ARN, nobody can tell, and each account counts as foreign.
 */
final class Accounts {
    private static final Pattern OF_RESOURCE = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):.*");
    private static final Pattern PRINCIPAL = Pattern.compile("(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?::.*)?");

    private final Set<String> own = new HashSet<>();

    private Accounts() {}

    static Accounts of(Plan plan) {
        Accounts accounts = new Accounts();
        plan.changes().forEach(accounts::add);
        return accounts;
    }

    private void add(Change change) {
        Stream.of(change.before("arn"), change.after("arn"))
                .map(value -> OF_RESOURCE.matcher(value.raw()))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .forEach(own::add);
    }

    /** Whether the plan shows in which account its resources are. */
    boolean isKnown() {
        return !own.isEmpty();
    }

    /** The account of a principal, if it is not an account of the plan's resources. */
    Optional<String> foreign(String principal) {
        return Optional.of(PRINCIPAL.matcher(principal))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .filter(account -> !own.contains(account));
    }
}
