package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Imported certificates of one account and region; an interface so that tests need no ACM. */
public interface CertificateStore {
    /** All imported certificates listed under the domain, including expired ones. */
    List<Stored> imported(String domain);

    /** Imports a new certificate; returns its ARN. */
    String add(Pems pems, Map<String, String> tags);

    /** Replaces a certificate; its ARN does not change. */
    void replace(String arn, Pems pems, Map<String, String> tags);

    /** The name under which a certificate is listed. */
    String listedName(String arn);

    /**
     * A certificate with its private key in PEM format; never written to disk.
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
