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

/** Reads a certificate, its private key, and its chain from PEM files. No message contains text of the key. */
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
                                "The file contains " + (all.size() + 1) + " certificates, but --chain was also given.",
                                "Omit --chain, or pass a file with only the certificate.")
                        .asException();
            }
            all.addAll(certificates(chain));
        });
        return new Bundle(certificate, key(given.key()), all);
    }

    /** Whether other users can read or change the file; false if the file system has no POSIX permissions. */
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
                throw unusable(file, "The file has no BEGIN CERTIFICATE block.", "Pass a certificate in PEM format.")
                        .asException();
            }
            return certificates;
        } catch (CertificateException | IllegalArgumentException e) {
            throw unusable(file, "A certificate in the file is damaged.", "Pass a certificate in PEM format.")
                    .causedBy(e);
        }
    }

    private static PrivateKey key(Path file) {
        String text = text(file);
        if (Pem.encrypted(text)) {
            throw unusable(
                            file,
                            "The private key is encrypted with a passphrase. ACM requires an unencrypted key.",
                            "Run (umask 077; openssl pkey -in " + file
                                    + " -out unlocked.pem), use unlocked.pem, and delete it afterwards.")
                    .asException();
        }
        try {
            return Pem.privateKey(text).orElseThrow(() -> unusable(
                            file, "The file has no BEGIN PRIVATE KEY block.", "Pass a private key in PEM format.")
                    .asException());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // No cause, because a parser's message may quote parts of the key.
            throw unusable(
                            file,
                            "The private key in the file is damaged, or neither RSA nor EC.",
                            "Pass the private key of the certificate.")
                    .asException();
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw unusable(
                                file,
                                "The file is larger than 1 MiB, so it is not a PEM file.",
                                "Pass a file in PEM format.")
                        .asException();
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(
                            file,
                            "The file cannot be read: " + e.getClass().getSimpleName() + ".",
                            "Check the path and permissions of the file.")
                    .causedBy(e);
        }
    }

    private static Problem unusable(Path file, String why, String fix) {
        return new Problem(ExitCode.USAGE, file + " cannot be used", why, fix);
    }
}
