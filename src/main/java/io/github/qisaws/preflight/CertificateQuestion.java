package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.CERTIFICATE_UNUSABLE;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the load balancer can use its certificate, and for how long.
 *
 * @param wanted the certificate of the environment file
 * @param domain the domain of an imported certificate
 */
record CertificateQuestion(Environment environment, Environment.Certificate wanted, String domain, Clock clock)
        implements Question {
    static final Set<String> ACTIONS =
            Set.of("acm:DescribeCertificate", "acm:ListCertificates", "acm:ListTagsForCertificate");
    private static final String KEY = "load-balancer.certificate";
    private static final String ISSUED = "ISSUED";
    private static final int SOON = 14;

    /** The question about an existing certificate; empty if ACM issues one during the apply. */
    static Stream<Question> of(Environment environment, Clock clock) {
        return environment.application().stream()
                .filter(application -> application.loadBalancer().certificate().source() != Source.DNS)
                .map(application -> new CertificateQuestion(
                        environment,
                        application.loadBalancer().certificate(),
                        application.hostName().isEmpty()
                                ? "qis-" + environment.name() + ".internal"
                                : application.hostName(),
                        clock));
    }

    @Override
    public String about() {
        return "certificate";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<AccountFacts.Certificate> found = wanted.source() == Source.ARN
                ? account.certificate(wanted.value())
                : account.imported(domain).stream()
                        .max(Comparator.comparing(each ->
                                each.status().equals(ISSUED) ? each.notAfter().orElse(Instant.MAX) : Instant.MIN));
        return planned -> found.map(this::judge).orElseGet(() -> List.of(missing())).stream()
                .map(obstacle -> isUsed(planned) ? obstacle : obstacle.asWarning())
                .toList();
    }

    /** Whether the apply gives the certificate to a listener. */
    private static boolean isUsed(Planned planned) {
        return planned.plan().isEmpty()
                || planned.remaining("aws_lb_listener")
                        .anyMatch(change -> change.action().changesSomething());
    }

    private Obstacle missing() {
        return wanted.source() == Source.ARN
                ? Obstacle.blocks(
                        CERTIFICATE_UNUSABLE,
                        KEY,
                        "ACM has no certificate " + wanted.value() + " in "
                                + environment.placement().region() + ".",
                        "Use the ARN of a certificate of this account and region.")
                : Obstacle.blocks(
                        CERTIFICATE_UNUSABLE,
                        KEY,
                        "ACM has no imported certificate for " + domain + " in "
                                + environment.placement().region() + ".",
                        "Run qis-aws certificate " + environment.name() + ".");
    }

    private List<Obstacle> judge(AccountFacts.Certificate certificate) {
        if (!certificate.status().equals(ISSUED)) {
            return List.of(Obstacle.blocks(
                    CERTIFICATE_UNUSABLE,
                    KEY,
                    "The certificate " + certificate.arn() + " is " + certificate.status() + ", not ISSUED.",
                    renewal()));
        }
        long days = certificate
                .notAfter()
                .map(end -> Duration.between(clock.instant(), end).toDays())
                .orElse(Long.MAX_VALUE);
        return certificate.imported() && days < SOON
                ? List.of(Obstacle.warns(
                        CERTIFICATE_UNUSABLE,
                        KEY,
                        "The imported certificate " + certificate.arn() + " expires in " + days
                                + " days, and ACM does not renew it.",
                        renewal()))
                : List.of();
    }

    private String renewal() {
        return wanted.source() == Source.IMPORTED
                ? "Run qis-aws certificate " + environment.name() + " with a new certificate."
                : "Use a certificate that ACM has issued.";
    }
}
