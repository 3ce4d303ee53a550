package io.github.qisaws.certificate;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Which certificate an environment's load balancer shall get. */
public sealed interface CertificateRequest {
    /** The longest that {@link SelfSigned#days()} may be. */
    int MOST_DAYS = 3650;

    /**
     * One made here, which browsers warn of.
     *
     * @param days that it is valid, 1 to 3650
     * @param replaceGiven also when the environment has a valid one from files already
     */
    record SelfSigned(int days, boolean replaceGiven) implements CertificateRequest {
        public SelfSigned {
            if (days < 1 || days > MOST_DAYS) {
                throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS);
            }
        }
    }

    /**
     * One from PEM files.
     *
     * @param certificate may hold the chain after the certificate
     * @param key unencrypted
     * @param chain the issuers, the certificate's own first
     */
    record Given(Path certificate, Path key, Optional<Path> chain) implements CertificateRequest {
        public Given {
            Objects.requireNonNull(certificate);
            Objects.requireNonNull(key);
            Objects.requireNonNull(chain);
        }
    }
}
