package io.github.qisaws.certificate;

import io.github.qisaws.aws.AcmStore;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import java.time.Clock;
import java.time.Duration;

/** A certificate that expires while a test waits. */
public final class ShortLived {
    private static final Duration LIFE = Duration.ofSeconds(10);

    private ShortLived() {}

    /** Renews an environment's certificate with one that is valid for a few seconds. */
    public static ImportedCertificate renew(Environment environment, AwsAccess access) {
        Clock yesterday = Clock.offset(Clock.systemUTC(), LIFE.minus(Duration.ofDays(1)));
        return new Certificates(new AcmStore(access), yesterday)
                .provide(environment, new CertificateRequest.SelfSigned(1, true));
    }
}
