package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Change;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Images and passwords that would travel unencrypted, or under an old TLS policy. */
final class Traffic implements Rule {
    private static final Set<String> LISTENERS = Set.of("aws_lb_listener", "aws_alb_listener");
    private static final Pattern OLD_POLICY =
            Pattern.compile("ELBSecurityPolicy-(2016-08|2015-05|TLS-1-0-.*|TLS-1-1-.*|TLS13-1-0-.*|TLS13-1-1-.*)");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> LISTENERS.contains(change.type()))
                .flatMap(Traffic::judge);
    }

    private static Stream<Finding> judge(Change change) {
        boolean forwards = change.after("protocol").is("HTTP")
                && change.after("default_action[0].type").is("forward");
        boolean forwarded = change.before("protocol").is("HTTP")
                && change.before("default_action[0].type").is("forward");
        if (forwards && !forwarded) {
            return Stream.of(finding(change, "passes on what comes in without TLS instead of sending it to HTTPS."));
        }
        boolean old = change.attribute("ssl_policy")
                .filter(each -> each.changed()
                        && OLD_POLICY.matcher(each.after().text()).matches())
                .isPresent();
        return old
                ? Stream.of(finding(
                        change,
                        "allows TLS versions that are no longer safe ("
                                + change.after("ssl_policy").text() + ")."))
                : Stream.empty();
    }

    private static Finding finding(Change change, String what) {
        return Finding.of(
                RuleName.UNENCRYPTED_TRAFFIC,
                Level.WARN,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " " + what,
                "Use load-balancer.http: redirect and a policy of TLS 1.2 or later.");
    }
}
