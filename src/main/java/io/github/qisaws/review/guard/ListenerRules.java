package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules that newly forward requests of a listener without TLS, or of one of which nobody can tell. */
final class ListenerRules implements Rule {
    private static final Pattern ARN = Pattern.compile("arn:[^:]*:elasticloadbalancing:[^:]*:[^:]*:listener/.*");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.LISTENER))
                .filter(change -> forwards(change, Attribute::after) && !forwards(change, Attribute::before))
                .flatMap(change -> Meanings.all(change, AttributeMeaning.LISTENER)
                        .map(Attribute::after)
                        .flatMap(listener -> judge(subject, change, listener).stream()));
    }

    private static boolean forwards(Change rule, Function<Attribute, Value> side) {
        return Meanings.all(rule, AttributeMeaning.LISTENER_ACTION)
                .anyMatch(each -> side.apply(each).is("forward"));
    }

    /** A listener that the same plan creates is judged itself. */
    private static Optional<Finding> judge(Case subject, Change rule, Value listener) {
        if (!listener.isKnown()) {
            return Optional.empty();
        }
        Optional<Change> planned = subject.plan().changes().stream()
                .filter(change -> Meanings.is(change, DeploymentPart.LISTENER))
                .filter(change -> change.before("arn").is(listener.raw()))
                .findFirst();
        if (planned.isPresent()) {
            return Meanings.after(planned.get(), AttributeMeaning.LISTENER_PROTOCOL)
                            .is("HTTP")
                    ? Optional.of(finding(rule, Level.WARN, "forwards requests of a listener without TLS."))
                    : Optional.empty();
        }
        return Optional.of(finding(
                rule,
                ARN.matcher(listener.raw()).matches() ? Level.NOTE : Level.WARN,
                "forwards requests of a listener that is not in this plan. It may have no TLS."));
    }

    private static Finding finding(Change rule, Level level, String what) {
        return Finding.of(
                RuleName.UNENCRYPTED_TRAFFIC,
                level,
                rule.name(),
                ResourceWords.first(rule) + " " + what,
                "Add the rule to an HTTPS listener.");
    }
}
