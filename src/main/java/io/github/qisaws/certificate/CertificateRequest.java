package io.github.qisaws.certificate;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The certificate to import for an environment's load balancer. */
public sealed interface CertificateRequest {
    /** Maximum of {@link SelfSigned#days()}. */
    int MOST_DAYS = 3650;

    /**
     * A new self-signed certificate, for which browsers show a warning.
     *
     * @param days validity in days, 1 to 3650
     * @param replaceGiven whether to replace a valid certificate that was imported from files
     */
    record SelfSigned(int days, boolean replaceGiven) implements CertificateRequest {
        public SelfSigned {
            if (days < 1 || days > MOST_DAYS) {
                throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS);
            }
        }
    }

    /**
     * A certificate from PEM files.
     *
     * @param certificate the certificate, which its chain may follow
     * @param key the private key, unencrypted
     * @param chain the issuers' certificates, in order from the certificate's own issuer
     */
    record Given(Path certificate, Path key, Optional<Path> chain) implements CertificateRequest {
        public Given {
            Objects.requireNonNull(certificate);
            Objects.requireNonNull(key);
            Objects.requireNonNull(chain);
        }
    }
}
