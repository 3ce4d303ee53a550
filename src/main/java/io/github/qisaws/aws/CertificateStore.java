package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where imported certificates are kept: ACM of one account and region. */
public interface CertificateStore {
    /** All imported ones that are listed under the domain, expired ones too. */
    List<Stored> imported(String domain);

    /** Imports a new certificate; returns its ARN. */
    String add(Pems pems, Map<String, String> tags);

    /** Imports a certificate in place of an earlier one. */
    void replace(String arn, Pems pems, Map<String, String> tags);

    /** The name under which one is listed. */
    String listedName(String arn);

    /**
     * A certificate in PEM, in memory only.
     *
     * @param chain the issuers' certificates; empty if there are none
     */
    record Pems(String certificate, String key, String chain) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Pems[" + certificate.length() + " characters]";
        }
    }

    /** An imported certificate. */
    record Stored(String arn, Instant notAfter, Map<String, String> tags) {
        public Stored {
            tags = Map.copyOf(tags);
        }
    }
}
