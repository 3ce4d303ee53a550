package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Listeners that would serve images and passwords unencrypted, or with an outdated TLS policy. */
final class Traffic implements Rule {
    private static final Pattern OLD_POLICY =
            Pattern.compile("ELBSecurityPolicy-(2016-08|2015-05|TLS-1-0-.*|TLS-1-1-.*|TLS13-1-0-.*|TLS13-1-1-.*)"
                    + "|SSLv3|TLSv1|TLSv1_2016|TLSv1\\.1_2016|TLS_1_0|Policy-Min-TLS-1-0-.*");

    private static final Set<String> ENCRYPTED = Set.of("https", "tls", "ssl", "https-only", "redirect-to-https");
    private static final Set<String> PLAIN = Set.of(
            "http", "tcp", "udp", "tcp_udp", "allow-all", "http-only", "match-viewer", "plaintext", "tls_plaintext");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.TLS_POLICY)
                        || Catalogue.OURS.watches(change.type(), AttributeMeaning.LISTENER_PROTOCOL))
                .flatMap(Traffic::judge);
    }

    private static Stream<Finding> judge(Change change) {
        if (forwards(change, Attribute::after) && !forwards(change, Attribute::before)) {
            return Stream.of(finding(change, "forwards HTTP requests instead of redirecting them to HTTPS."));
        }
        if (losesEncryption(change)) {
            return Stream.of(finding(change, "no longer encrypts the traffic."));
        }
        return Meanings.all(change, AttributeMeaning.TLS_POLICY)
                .filter(Attribute::changed)
                .map(each -> each.after().raw())
                .filter(policy -> OLD_POLICY.matcher(policy).matches())
                .map(policy -> finding(change, "allows outdated TLS versions (" + policy + ")."));
    }

    /** Whether a protocol with TLS becomes one without it, other than to redirect to HTTPS. */
    private static boolean losesEncryption(Change change) {
        return Meanings.all(change, AttributeMeaning.LISTENER_PROTOCOL)
                        .anyMatch(each -> ENCRYPTED.contains(word(each.before())) && PLAIN.contains(word(each.after())))
                && Meanings.all(change, AttributeMeaning.LISTENER_ACTION)
                        .noneMatch(each -> each.after().is("redirect"));
    }

    private static String word(Value value) {
        return value.raw().toLowerCase(Locale.ROOT);
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
