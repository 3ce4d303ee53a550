package io.github.qisaws.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void itIsValidForTheHostAndTheDays() throws Exception {
        Bundle bundle = SelfSigned.make("images.example.com", 365, now);
        X509Certificate certificate = bundle.certificate();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(bundle.selfSigned()).isTrue();
        assertThat(bundle.names()).containsExactly("images.example.com");
        assertThat(bundle.listedName()).isEqualTo("images.example.com");
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(365)));
        assertThat(certificate.getNotBefore().toInstant()).isBefore(now);
        assertThat(certificate.getSerialNumber()).isPositive();
    }

    @Test
    void itIsForServersAndNotAnAuthority() throws Exception {
        X509Certificate certificate =
                SelfSigned.make("qis-demo.internal", 1, now).certificate();
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        boolean[] usage = certificate.getKeyUsage();
        assertThat(usage[0]).as("digital signature").isTrue();
        assertThat(usage[2]).as("key encipherment").isTrue();
        assertThat(usage[5]).as("signing certificates").isFalse();
    }

    @Test
    void itPassesTheChecksOfGivenOnes() {
        Bundle bundle = SelfSigned.make("images.example.com", 30, now);
        assertThatCode(() -> BundleCheck.require(bundle, "images.example.com", now))
                .doesNotThrowAnyException();
    }

    @Test
    void aHostNameTooLongForTheSubjectIsInTheAlternativeNames() {
        String host = "a".repeat(63) + ".example.com";
        Bundle bundle = SelfSigned.make(host, 30, now);
        assertThat(bundle.names()).isEqualTo(List.of(host));
        assertThat(bundle.listedName()).isEqualTo(host);
    }

    @Test
    void datesBeyond2049HaveFourDigits() {
        Instant far = Instant.parse("2049-06-01T00:00:00Z");
        assertThat(SelfSigned.make("a.example", 365, far)
                        .certificate()
                        .getNotAfter()
                        .toInstant())
                .isEqualTo(Instant.parse("2050-06-01T00:00:00Z"));
    }

    @Test
    void eachOneHasAKeyOfItsOwnThatNoTextShows() {
        Bundle one = SelfSigned.make("a.example", 1, now);
        Bundle other = SelfSigned.make("a.example", 1, now);
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one).hasToString("Bundle[a.example, 0 issuers]");
    }
}
