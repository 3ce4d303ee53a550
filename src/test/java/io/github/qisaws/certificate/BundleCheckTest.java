package io.github.qisaws.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleCheckTest {
    private static final String HOST = "images.example.com";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(1));
    private static final Authority ROOT = Authority.root(FROM);
    private static final Authority INTERMEDIATE = ROOT.intermediate();
    private static final KeyPair KEYS = Authority.keys("RSA", 2048);

    private static Bundle with(Bundle bundle, X509Certificate... chain) {
        return new Bundle(bundle.certificate(), bundle.key(), List.of(chain));
    }

    private static String refusal(Bundle bundle) {
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> BundleCheck.require(bundle, HOST, NOW));
        assertThat(thrown).as("refused").isNotNull();
        assertThat(thrown.problem().exitCode()).isEqualTo(ExitCode.USAGE);
        return thrown.problem().why();
    }

    private static void accepted(Bundle bundle) {
        assertThatCode(() -> BundleCheck.require(bundle, HOST, NOW)).doesNotThrowAnyException();
    }

    @Test
    void takesACertificateWithItsChain() {
        Bundle bundle = INTERMEDIATE.issue(KEYS, FROM, HOST, HOST, "www.example.com");
        accepted(bundle);
        accepted(with(bundle, INTERMEDIATE.certificate()));
        accepted(with(bundle, INTERMEDIATE.certificate(), ROOT.certificate()));
    }

    @Test
    void takesAnEllipticCurve() {
        accepted(ROOT.issue(Authority.keys("EC", 256), FROM, HOST, HOST));
    }

    @Test
    void refusesAnotherKey() {
        Bundle bundle = ROOT.issue(KEYS, FROM, HOST, HOST);
        Bundle wrong =
                new Bundle(bundle.certificate(), Authority.keys("RSA", 2048).getPrivate(), List.of());
        assertThat(refusal(wrong)).isEqualTo("The private key does not belong to the certificate.");
        Bundle otherKind =
                new Bundle(bundle.certificate(), Authority.keys("EC", 256).getPrivate(), List.of());
        assertThat(refusal(otherKind)).isEqualTo("The private key does not belong to the certificate.");
    }

    @Test
    void refusesAWeakKey() {
        assertThat(refusal(ROOT.issue(Authority.keys("RSA", 1024), FROM, HOST, HOST)))
                .startsWith("Load balancers do not support this kind of key");
    }

    @Test
    void refusesOneThatExpiredOrIsNotValidYet() {
        assertThat(refusal(ROOT.issue(KEYS, NOW.minus(Duration.ofDays(91)), HOST, HOST)))
                .startsWith("The certificate expired on ");
        assertThat(refusal(ROOT.issue(KEYS, NOW.plus(Duration.ofDays(1)), HOST, HOST)))
                .startsWith("The certificate is not valid before ");
    }

    @Test
    void refusesAChainInTheWrongOrderAndSaysTheRightOne() {
        Bundle bundle = INTERMEDIATE.issue(KEYS, FROM, HOST, HOST);
        assertThat(refusal(with(bundle, ROOT.certificate(), INTERMEDIATE.certificate())))
                .isEqualTo("The chain has CN=Test root in place of the issuer of CN=" + HOST
                        + ", which is CN=Test intermediate. Order the chain from the certificate's issuer to the"
                        + " root.");
    }

    @Test
    void refusesAChainOfAnotherAuthorityWithTheSameName() {
        Bundle bundle = ROOT.issue(KEYS, FROM, HOST, HOST);
        assertThat(refusal(with(bundle, Authority.root(FROM).certificate()))).startsWith("The chain has CN=Test root");
    }

    @Test
    void refusesTheCertificateInItsOwnChain() {
        Bundle bundle = ROOT.issue(KEYS, FROM, HOST, HOST);
        assertThat(refusal(with(bundle, bundle.certificate(), ROOT.certificate())))
                .isEqualTo("The chain contains the certificate itself. Remove it from the chain.");
    }

    @Test
    void refusesOneForOtherHosts() {
        assertThat(refusal(ROOT.issue(KEYS, FROM, "example.com", "example.com", "*.b.example.com")))
                .isEqualTo("The certificate is for example.com, *.b.example.com, not for " + HOST + ".");
        assertThat(refusal(ROOT.issue(KEYS, FROM, "com", "*.com"))).contains("not for " + HOST);
    }

    @Test
    void refusesOneWithoutAlternativeNames() {
        assertThat(refusal(ROOT.issue(KEYS, FROM, HOST))).startsWith("The certificate has no DNS names");
    }

    @Test
    void refusesOneThatTerraformCouldNotFind() {
        assertThat(refusal(ROOT.issue(KEYS, FROM, "*.example.com", "*.example.com")))
                .startsWith("The certificate covers " + HOST + ", but ACM will list it as *.example.com");
    }

    @Test
    void tellsAllMistakesAtOnce() {
        Bundle bundle = ROOT.issue(KEYS, NOW.minus(Duration.ofDays(91)), "other.example", "other.example");
        Bundle wrong =
                new Bundle(bundle.certificate(), Authority.keys("RSA", 2048).getPrivate(), List.of());
        assertThat(refusal(wrong).lines()).hasSize(3);
    }
}
