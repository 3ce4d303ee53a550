package io.github.qisaws.certificate;

import io.github.qisaws.aws.CertificateStore;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A certificate with its private key; never written to disk.
 *
 * @param chain the issuers' certificates, in order from the certificate's own issuer; may be empty
 */
record Bundle(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {
    private static final int DNS_NAME = 2;

    Bundle {
        chain = List.copyOf(chain);
    }

    /** The certificate's DNS names, in lower case. */
    List<String> names() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** The name under which ACM lists the certificate: the subject's common name, otherwise the first DNS name. */
    String listedName() {
        return commonName().or(() -> names().stream().findFirst()).orElse("").toLowerCase(Locale.ROOT);
    }

    CertificateStore.Pems pems() {
        return new CertificateStore.Pems(
                Pem.write(List.of(certificate)), Pem.write(key), chain.isEmpty() ? "" : Pem.write(chain));
    }

    boolean selfSigned() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private Optional<String> commonName() {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Bundle[" + listedName() + ", " + chain.size() + " issuers]";
    }
}
