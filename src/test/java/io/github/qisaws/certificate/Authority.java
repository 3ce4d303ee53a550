package io.github.qisaws.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Issues certificates for tests. */
final class Authority {
    private final String name;
    private final Instant from;
    private final KeyPair keys = keys("RSA", 2048);
    private final X509Certificate certificate;

    private Authority(String name, String issuer, KeyPair issuerKeys, Instant from) {
        this.from = from;
        this.name = name;
        KeyPair signer = issuerKeys == null ? keys : issuerKeys;
        this.certificate = issue(name, List.of(), keys, issuer, signer, from);
    }

    /** One whose own certificate is valid for 90 days from the given time. */
    static Authority root(Instant from) {
        return new Authority("Test root", "Test root", null, from);
    }

    Authority intermediate() {
        return new Authority("Test intermediate", name, keys, from);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate of 90 days from the given time. */
    Bundle issue(KeyPair subject, Instant from, String commonName, String... names) {
        return new Bundle(
                issue(commonName, Arrays.asList(names), subject, name, keys, from), subject.getPrivate(), List.of());
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate issue(
            String subject, List<String> names, KeyPair keys, String issuer, KeyPair signer, Instant from) {
        try {
            byte[] algorithm = Der.sequence(Der.identifier("2a864886f70d01010b"), Der.nothing());
            byte[] alternatives = Der.sequence(names.stream()
                    .map(name -> Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII)))
                    .toArray(byte[][]::new));
            byte[] head = Der.sequence(Der.time(from), Der.time(from.plus(Duration.ofDays(90))));
            byte[] extensions = Der.sequence(Der.sequence(Der.identifier("551d11"), Der.octets(alternatives)));
            byte[] start = Der.integer(BigInteger.valueOf(System.nanoTime()));
            byte[] body = names.isEmpty()
                    ? Der.sequence(
                            start,
                            algorithm,
                            named(issuer),
                            head,
                            named(subject),
                            keys.getPublic().getEncoded())
                    : Der.sequence(
                            Der.explicit(0, Der.integer(BigInteger.TWO)),
                            start,
                            algorithm,
                            named(issuer),
                            head,
                            named(subject),
                            keys.getPublic().getEncoded(),
                            Der.explicit(3, extensions));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(body);
            byte[] whole = Der.sequence(body, algorithm, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] named(String name) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier("550403"), Der.text(name))));
    }
}
