package io.github.qisaws.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Creates a self-signed certificate.
 * <p>The JDK can read certificates but not create them, and keytool would write the private key to disk. Here the key
 * stays in memory.
 */
final class SelfSigned {
    /** Key size that all clients and AWS services support. */
    private static final int RSA_BITS = 2048;

    private static final int SERIAL_BITS = 127;
    /** Tolerance for clock differences, because ACM rejects a certificate that is not valid yet. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

    private static final String COMMON_NAME = "550403";
    private static final String ORGANIZATION = "55040a";
    private static final String SHA256_WITH_RSA = "2a864886f70d01010b";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String KEY_USAGE = "551d0f";
    private static final String EXTENDED_KEY_USAGE = "551d25";
    private static final String SERVER_AUTHENTICATION = "2b06010505070301";
    private static final int DNS_NAME = 2;
    /**
     * Maximum length of a common name in X.520. A longer host name is only in the alternative names, which clients
     * check.
     */
    private static final int LONGEST_COMMON_NAME = 64;

    private SelfSigned() {}

    static Bundle make(String host, int days, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            KeyPair keys = generator.generateKeyPair();
            byte[] body = body(host, days, now, keys);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] certificate = Der.sequence(body, algorithm(), Der.bits(signature.sign()));
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return new Bundle(parsed, keys.getPrivate(), List.of());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot create an RSA certificate", e);
        }
    }

    private static byte[] body(String host, int days, Instant now, KeyPair keys) {
        byte[] name = host.length() > LONGEST_COMMON_NAME ? name(ORGANIZATION, "qis-aws") : name(COMMON_NAME, host);
        byte[] validity =
                Der.sequence(Der.time(now.minus(CLOCK_DIFFERENCE)), Der.time(now.plus(Duration.ofDays(days))));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)),
                algorithm(),
                name,
                validity,
                name,
                keys.getPublic().getEncoded(),
                Der.explicit(3, extensions(host)));
    }

    private static byte[] name(String kind, String value) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(kind), Der.text(value))));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.identifier(SHA256_WITH_RSA), Der.nothing());
    }

    private static byte[] extensions(String host) {
        byte[] names = Der.sequence(Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
        int digitalSignatureAndKeyEncipherment = 0b1010_0000;
        return Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                critical(KEY_USAGE, Der.flags(digitalSignatureAndKeyEncipherment, 5)),
                Der.sequence(
                        Der.identifier(EXTENDED_KEY_USAGE),
                        Der.octets(Der.sequence(Der.identifier(SERVER_AUTHENTICATION)))),
                Der.sequence(Der.identifier(ALTERNATIVE_NAMES), Der.octets(names)));
    }

    private static byte[] critical(String identifier, byte[] content) {
        return Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(content));
    }
}
