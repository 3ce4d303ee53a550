package io.github.qisaws.certificate;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads a certificate, its key and its chain from PEM files; the key's text appears in no message. */
final class GivenFiles {
    private static final long LARGEST = 1024L * 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private GivenFiles() {}

    static Bundle read(CertificateRequest.Given given) {
        List<X509Certificate> all = new ArrayList<>(certificates(given.certificate()));
        X509Certificate certificate = all.remove(0);
        given.chain().ifPresent(chain -> {
            if (!all.isEmpty()) {
                throw unusable(
                                given.certificate(),
                                "It holds " + (all.size() + 1) + " certificates, and a chain is given too.",
                                "leave out --chain, or give a file with the certificate alone.")
                        .asException();
            }
            all.addAll(certificates(chain));
        });
        return new Bundle(certificate, key(given.key()), all);
    }

    /** Whether others than its owner may read or change the file; false where the file system cannot tell. */
    static boolean openToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> certificates = Pem.certificates(text(file));
            if (certificates.isEmpty()) {
                throw unusable(file, "It holds no block BEGIN CERTIFICATE.", "give a certificate in PEM form.")
                        .asException();
            }
            return certificates;
        } catch (CertificateException | IllegalArgumentException e) {
            throw unusable(file, "A certificate in it is damaged.", "give a certificate in PEM form.")
                    .causedBy(e);
        }
    }

    private static PrivateKey key(Path file) {
        String text = text(file);
        if (Pem.encrypted(text)) {
            throw unusable(
                            file,
                            "The private key is locked by a passphrase, and ACM takes none that is.",
                            "unlock it into a file that only you can read: (umask 077; openssl pkey -in " + file
                                    + " -out unlocked.pem), and delete that afterwards.")
                    .asException();
        }
        try {
            return Pem.privateKey(text).orElseThrow(() -> unusable(
                            file, "It holds no block BEGIN PRIVATE KEY.", "give a private key in PEM form.")
                    .asException());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out: a parser's message may quote what it read.
            throw unusable(file, "The private key in it is neither RSA nor EC, or damaged.", "give the right file.")
                    .asException();
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw unusable(file, "It is larger than 1 MiB, so it is not a PEM file.", "give the right file.")
                        .asException();
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(file, "It cannot be read: " + e.getClass().getSimpleName() + ".", "check its path and mode.")
                    .causedBy(e);
        }
    }

    private static Problem unusable(Path file, String why, String fix) {
        return new Problem(ExitCode.USAGE, file + " cannot be used", why, fix);
    }
}
