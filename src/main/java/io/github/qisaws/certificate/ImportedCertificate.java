package io.github.qisaws.certificate;

import java.time.Instant;
import java.util.List;

/**
 * A certificate that is now in ACM.
 *
 * @param arn stays the same when a certificate is renewed, so that the load balancer takes the new one by itself
 * @param domain the name under which Terraform finds it
 * @param renewed whether it took the place of an earlier one
 * @param notes full sentences that the user should read
 */
public record ImportedCertificate(String arn, String domain, Instant notAfter, boolean renewed, List<String> notes) {
    public ImportedCertificate {
        notes = List.copyOf(notes);
    }
}
