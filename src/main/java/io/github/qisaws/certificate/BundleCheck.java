package io.github.qisaws.certificate;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds all reasons for which ACM or a browser would reject a certificate. */
final class BundleCheck {
    private static final Set<Integer> RSA_BITS = Set.of(2048, 3072, 4096);
    private static final Set<Integer> EC_BITS = Set.of(256, 384, 521);
    private static final byte[] PROBE = "qis-aws".getBytes(StandardCharsets.US_ASCII);

    private final Bundle bundle;
    private final String domain;
    private final Instant now;
    private final List<String> mistakes = new ArrayList<>();

    private BundleCheck(Bundle bundle, String domain, Instant now) {
        this.bundle = bundle;
        this.domain = domain;
        this.now = now;
    }

    /**
     * Throws if the certificate cannot be used for the domain.
     *
     * @throws io.github.qisaws.problem.ProblemException with every mistake
     */
    static void require(Bundle bundle, String domain, Instant now) {
        List<String> mistakes = new BundleCheck(bundle, domain, now).mistakes();
        if (!mistakes.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "certificate cannot be used for " + domain,
                            String.join("\n", mistakes),
                            "Pass the certificate that was issued for " + domain
                                    + ", its private key, and its certificate chain.")
                    .asException();
        }
    }

    private List<String> mistakes() {
        keyKind();
        keyMatches();
        valid("The certificate", bundle.certificate());
        for (X509Certificate issuer : bundle.chain()) {
            valid("The chain's " + name(issuer), issuer);
        }
        chain();
        names();
        return mistakes;
    }

    private void keyKind() {
        PublicKey key = bundle.certificate().getPublicKey();
        boolean usable = false;
        if (key instanceof RSAPublicKey rsa) {
            usable = RSA_BITS.contains(rsa.getModulus().bitLength());
        } else if (key instanceof ECPublicKey ec) {
            usable = EC_BITS.contains(ec.getParams().getCurve().getField().getFieldSize());
        }
        if (!usable) {
            mistakes.add("Load balancers do not support this kind of key. Supported: RSA with 2048, 3072, or 4096 bits,"
                    + " and EC with P-256, P-384, or P-521.");
        }
    }

    private void keyMatches() {
        String algorithm = bundle.key().getAlgorithm();
        if (!algorithm.equals(bundle.certificate().getPublicKey().getAlgorithm()) || !signs(algorithm)) {
            mistakes.add("The private key does not belong to the certificate.");
        }
    }

    private boolean signs(String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(bundle.key());
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(bundle.certificate().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void valid(String what, X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            mistakes.add(what + " expired on " + to + ".");
        } else if (now.isBefore(from)) {
            mistakes.add(what + " is not valid before " + from + ".");
        }
    }

    private void chain() {
        X509Certificate below = bundle.certificate();
        if (bundle.chain().contains(below)) {
            mistakes.add("The chain contains the certificate itself. Remove it from the chain.");
            return;
        }
        for (X509Certificate issuer : bundle.chain()) {
            if (!issued(issuer, below)) {
                mistakes.add("The chain has " + name(issuer) + " in place of the issuer of " + name(below)
                        + ", which is " + below.getIssuerX500Principal()
                        + ". Order the chain from the certificate's issuer to the root.");
                return;
            }
            below = issuer;
        }
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void names() {
        List<String> names = bundle.names();
        if (names.stream().noneMatch(this::covers)) {
            mistakes.add(
                    names.isEmpty()
                            ? "The certificate has no DNS names (subjectAltName), which browsers require."
                            : "The certificate is for " + String.join(", ", names) + ", not for " + domain + ".");
        } else if (!bundle.listedName().equals(domain)) {
            mistakes.add("The certificate covers " + domain + ", but ACM will list it as " + bundle.listedName()
                    + ", so Terraform cannot find it by the host name. Import it into ACM yourself and set"
                    + " its ARN in the environment file: load-balancer: {certificate: {arn: …}}.");
        }
    }

    /** Whether a DNS name covers the domain; a wildcard (*) matches one label. */
    private boolean covers(String name) {
        if (!name.startsWith("*.")) {
            return name.equals(domain);
        }
        int dot = domain.indexOf('.');
        return dot > 0 && domain.substring(dot).equals(name.substring(1));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }
}
