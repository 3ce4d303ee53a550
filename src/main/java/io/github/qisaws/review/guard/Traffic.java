package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Listeners that would serve images and passwords unencrypted, or with an outdated TLS policy. */
final class Traffic implements Rule {
    private static final Pattern OLD_POLICY =
            Pattern.compile("ELBSecurityPolicy-(2016-08|2015-05|TLS-1-0-.*|TLS-1-1-.*|TLS13-1-0-.*|TLS13-1-1-.*)"
                    + "|SSLv3|TLSv1|TLSv1_2016|TLSv1\\.1_2016");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.TLS_POLICY))
                .flatMap(Traffic::judge);
    }

    private static Stream<Finding> judge(Change change) {
        if (forwards(change, Attribute::after) && !forwards(change, Attribute::before)) {
            return Stream.of(finding(change, "forwards HTTP requests instead of redirecting them to HTTPS."));
        }
        return Meanings.all(change, AttributeMeaning.TLS_POLICY)
                .filter(Attribute::changed)
                .map(each -> each.after().raw())
                .filter(policy -> OLD_POLICY.matcher(policy).matches())
                .map(policy -> finding(change, "allows outdated TLS versions (" + policy + ")."));
    }

    /** Whether the listener forwards requests without TLS. */
    private static boolean forwards(Change change, Function<Attribute, Value> side) {
        return Meanings.all(change, AttributeMeaning.LISTENER_PROTOCOL)
                        .anyMatch(each -> side.apply(each).is("HTTP"))
                && Meanings.all(change, AttributeMeaning.LISTENER_ACTION)
                        .anyMatch(each -> side.apply(each).is("forward"));
    }

    private static Finding finding(Change change, String what) {
        return Finding.of(
                RuleName.UNENCRYPTED_TRAFFIC,
                Level.WARN,
                change.name(),
                ResourceWords.first(change) + " " + what,
                "Set load-balancer.http to redirect, and use a TLS policy that requires TLS 1.2 or later.");
    }
}
