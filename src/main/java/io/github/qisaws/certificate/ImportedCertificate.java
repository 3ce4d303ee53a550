package io.github.qisaws.certificate;

import java.time.Instant;
import java.util.List;

/**
 * A certificate after its import into ACM.
 *
 * @param arn unchanged if the certificate was renewed, so that the load balancer uses the new one without an apply
 * @param domain the domain by which Terraform finds the certificate
 * @param renewed whether it replaced an earlier certificate
 * @param notes warnings for the user, as full sentences
 */
public record ImportedCertificate(String arn, String domain, Instant notAfter, boolean renewed, List<String> notes) {
    public ImportedCertificate {
        notes = List.copyOf(notes);
    }
}
