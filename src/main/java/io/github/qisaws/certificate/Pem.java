package io.github.qisaws.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes certificates and private keys in PEM format. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String RSA = "2a864886f70d010101";
    private static final String EC = "2a8648ce3d0201";
    /** Encoded object identifiers of the curves that ACM supports: P-256, P-384, P-521. */
    private static final List<String> CURVES = List.of("2a8648ce3d030107", "2b81040022", "2b81040023");

    private Pem() {}

    private record Block(String label, String base64) {
        byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }

        /** Without the content, which may be a private key. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** All certificates in a text, in order. */
    static List<X509Certificate> certificates(String text) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Block block : blocks(text)) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        return certificates;
    }

    /** Whether the private key is encrypted, in PKCS #8 or traditional format. */
    static boolean encrypted(String text) {
        return text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED");
    }

    /** The first private key, in any format that openssl writes. */
    static Optional<PrivateKey> privateKey(String text) throws GeneralSecurityException {
        for (Block block : blocks(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return Optional.of(ofPkcs8(block.content()));
                }
                case "RSA PRIVATE KEY" -> {
                    return Optional.of(
                            decode("RSA", pkcs8(Der.sequence(Der.identifier(RSA), Der.nothing()), block.content())));
                }
                case "EC PRIVATE KEY" -> {
                    return Optional.of(decode("EC", pkcs8(curve(block.content()), block.content())));
                }
                default -> {
                    // The file may also contain certificates and EC parameters.
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    static String write(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block(CERTIFICATE, certificate.getEncoded()));
            } catch (CertificateException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    static String write(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static PrivateKey ofPkcs8(byte[] content) throws GeneralSecurityException {
        try {
            return decode("RSA", content);
        } catch (InvalidKeySpecException e) {
            return decode("EC", content);
        }
    }

    private static PrivateKey decode(String algorithm, byte[] content) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octets(key));
    }

    /**
     * The algorithm identifier of an EC key in traditional format, which has its curve inside the key; PKCS #8 has it
     * outside.
     */
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        String hex = HexFormat.of().formatHex(key);
        for (String curve : CURVES) {
            byte[] identifier = Der.identifier(curve);
            if (hex.contains(HexFormat.of().formatHex(identifier))) {
                return Der.sequence(Der.identifier(EC), identifier);
            }
        }
        throw new InvalidKeySpecException("The key's curve is not P-256, P-384, or P-521.");
    }

    private static String block(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
