package io.github.qisaws.pipeline.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where imported certificates are kept: ACM of one account and region. */
interface CertificateStore {
    /** All imported ones that are listed under the domain, expired ones too. */
    List<Stored> imported(String domain);

    /** Adds one; returns its ARN. */
    String add(Bundle bundle, Map<String, String> tags);

    /** Puts another in the place of one that is there. */
    void replace(String arn, Bundle bundle, Map<String, String> tags);

    /** The name under which one is listed. */
    String listedName(String arn);

    /** One that is there. */
    record Stored(String arn, Instant notAfter, Map<String, String> tags) {
        public Stored {
            tags = Map.copyOf(tags);
        }
    }
}
