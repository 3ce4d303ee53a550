package io.github.qisaws.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemTest {
    /** What PKCS #8 puts before an RSA key of 2048 bits. */
    private static final int PKCS8_HEAD = 26;

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\r\n" + Base64.getMimeEncoder().encodeToString(content) + "\r\n-----END "
                + label + "-----\r\n";
    }

    private static byte[] sec1(KeyPair pair, String curve) {
        byte[] number = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return Der.sequence(Der.integer(BigInteger.ONE), Der.octets(padded), Der.explicit(0, Der.identifier(curve)));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        Bundle bundle = SelfSigned.make("a.example", 1, Instant.now());
        assertThat(Pem.certificates(Pem.write(List.of(bundle.certificate())))).containsExactly(bundle.certificate());
        assertThat(Pem.privateKey(Pem.write(bundle.key()))).contains(bundle.key());
    }

    @Test
    void readsKeysInEveryFormOfOpenssl() throws Exception {
        KeyPair rsa = Authority.keys("RSA", 2048);
        byte[] encoded = rsa.getPrivate().getEncoded();
        byte[] old = Arrays.copyOfRange(encoded, PKCS8_HEAD, encoded.length);
        assertThat(Pem.privateKey(block("RSA PRIVATE KEY", old))).contains(rsa.getPrivate());
        KeyPair ec = Authority.keys("EC", 256);
        assertThat(Pem.privateKey(block("PRIVATE KEY", ec.getPrivate().getEncoded())))
                .contains(ec.getPrivate());
        String withParameters = block("EC PARAMETERS", Der.identifier("2a8648ce3d030107"))
                + block("EC PRIVATE KEY", sec1(ec, "2a8648ce3d030107"));
        assertThat(Pem.privateKey(withParameters).map(key -> ((ECPrivateKey) key).getS()))
                .contains(((ECPrivateKey) ec.getPrivate()).getS());
    }

    @Test
    void refusesAKeyOnAnUnknownCurve() {
        KeyPair ec = Authority.keys("EC", 256);
        assertThatThrownBy(() -> Pem.privateKey(block("EC PRIVATE KEY", sec1(ec, "2b8104000a"))))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    void knowsALockedKey() {
        assertThat(Pem.encrypted("-----BEGIN ENCRYPTED PRIVATE KEY-----")).isTrue();
        assertThat(Pem.encrypted("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"))
                .isTrue();
        assertThat(Pem.encrypted("-----BEGIN PRIVATE KEY-----")).isFalse();
    }

    @Test
    void textWithoutAKeyHasNone() throws Exception {
        assertThat(Pem.privateKey("nothing here")).isEmpty();
    }
}
