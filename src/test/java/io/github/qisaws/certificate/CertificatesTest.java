package io.github.qisaws.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.aws.CertificateStore;
import io.github.qisaws.certificate.CertificateRequest.Given;
import io.github.qisaws.certificate.CertificateRequest.SelfSigned;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final String HOST = "images.example.com";
    private static final KeyPair KEYS = Authority.keys("RSA", 2048);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Authority ROOT = Authority.root(NOW.minus(Duration.ofDays(80)));
    private static final SelfSigned YEAR = new SelfSigned(365, false);

    @TempDir
    private Path folder;

    private Environment environment;
    private final Kept store = new Kept();
    private final Certificates certificates = new Certificates(store, Clock.fixed(NOW, ZoneOffset.UTC));

    /** Keeps certificates in memory. */
    private static final class Kept implements CertificateStore {
        private final TreeMap<String, Bundle> bundles = new TreeMap<>();
        private final Map<String, Map<String, String>> tags = new HashMap<>();

        @Override
        public List<Stored> imported(String domain) {
            return bundles.entrySet().stream()
                    .filter(entry -> entry.getValue().listedName().equals(domain))
                    .map(entry -> new Stored(
                            entry.getKey(),
                            entry.getValue().certificate().getNotAfter().toInstant(),
                            tags.get(entry.getKey())))
                    .toList();
        }

        @Override
        public String add(Pems pems, Map<String, String> newTags) {
            String arn = "arn-" + bundles.size();
            bundles.put(arn, bundle(pems));
            tags.put(arn, newTags);
            return arn;
        }

        @Override
        public void replace(String arn, Pems pems, Map<String, String> newTags) {
            bundles.put(arn, bundle(pems));
            tags.put(arn, newTags);
        }

        private static Bundle bundle(Pems pems) {
            try {
                return new Bundle(
                        Pem.certificates(pems.certificate()).get(0),
                        Pem.privateKey(pems.key()).orElseThrow(),
                        Pem.certificates(pems.chain()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String listedName(String arn) {
            return bundles.get(arn).listedName();
        }
    }

    @BeforeEach
    void readEnvironment() throws IOException {
        environment = read("host-name: " + HOST + "\ntags: {cost-centre: images}\n");
    }

    private Environment read(String more) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: two-server\n" + more);
        return EnvironmentFile.read(demo);
    }

    private Given given(Bundle bundle) throws IOException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(certificate, Pem.write(List.of(bundle.certificate())));
        Files.writeString(key, Pem.write(bundle.key()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new Given(certificate, key, Optional.empty());
    }

    private Bundle issued() {
        return ROOT.issue(KEYS, NOW.minus(Duration.ofDays(1)), HOST, HOST);
    }

    private Problem refusal(CertificateRequest request) {
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> certificates.provide(environment, request));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.problem();
    }

    @Test
    void aSelfSignedOneIsImportedWithTheEnvironmentsTags() {
        ImportedCertificate imported = certificates.provide(environment, YEAR);
        assertThat(imported.renewed()).isFalse();
        assertThat(imported.domain()).isEqualTo(HOST);
        assertThat(imported.notes()).containsExactly("The certificate is self-signed. Browsers will show a warning.");
        assertThat(store.tags.get(imported.arn()))
                .containsEntry("qis-aws:environment", "demo")
                .containsEntry("qis-aws:certificate", "self-signed")
                .containsEntry("qis-aws:certificate-domain", imported.domain())
                .containsEntry("Name", "qis-lb-demo")
                .containsEntry("cost-centre", "images");
    }

    @Test
    void withoutAHostNameItIsForTheEnvironmentsInternalName() throws IOException {
        assertThat(Certificates.domain(read(""))).isEqualTo("qis-demo.internal");
    }

    @Test
    void aSecondOneTakesThePlaceOfTheFirst() {
        String arn = certificates.provide(environment, YEAR).arn();
        X509Certificate first = store.bundles.get(arn).certificate();
        ImportedCertificate second = certificates.provide(environment, YEAR);
        assertThat(second.arn()).isEqualTo(arn);
        assertThat(second.renewed()).isTrue();
        assertThat(store.bundles).hasSize(1);
        assertThat(store.bundles.get(arn).certificate()).isNotEqualTo(first);
    }

    @Test
    void givenFilesAreImportedWithTheirChain() throws IOException {
        Given alone = given(issued());
        Path chain = folder.resolve("chain.pem");
        Files.writeString(chain, Pem.write(List.of(ROOT.certificate())));
        ImportedCertificate imported =
                certificates.provide(environment, new Given(alone.certificate(), alone.key(), Optional.of(chain)));
        assertThat(store.bundles.get(imported.arn()).chain()).containsExactly(ROOT.certificate());
        assertThat(imported.notes()).isEmpty();
        assertThat(store.tags.get(imported.arn())).containsEntry("qis-aws:certificate", "given");
    }

    @Test
    void aFullChainInTheCertificatesFileIsTakenApart() throws IOException {
        Given alone = given(issued());
        Files.writeString(alone.certificate(), Pem.write(List.of(issued().certificate(), ROOT.certificate())));
        ImportedCertificate imported = certificates.provide(environment, alone);
        assertThat(store.bundles.get(imported.arn()).chain()).containsExactly(ROOT.certificate());
        assertThat(refusal(new Given(alone.certificate(), alone.key(), Optional.of(alone.certificate())))
                        .why())
                .contains("contains 2 certificates, but --chain was also given");
    }

    @Test
    void aSelfSignedOneDoesNotReplaceAGivenOneUnlessTold() throws IOException {
        String arn = certificates.provide(environment, given(issued())).arn();
        Problem problem = refusal(YEAR);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(problem.what()).isEqualTo("a self-signed certificate would replace one imported from files");
        assertThat(certificates.provide(environment, new SelfSigned(365, true)).arn())
                .isEqualTo(arn);
    }

    @Test
    void oneOfSomebodyElseIsLeftAlone() {
        store.add(issued().pems(), Map.of("owner", "another team"));
        Problem problem = refusal(YEAR);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.BLOCKED);
        assertThat(problem.why()).contains("arn-0");
        assertThat(problem.fix()).contains("Key=qis-aws:environment,Value=demo");
        assertThat(store.bundles).hasSize(1);
    }

    @Test
    void notesWarnOfAnEarlyEndAndAnOpenKeyFile() throws IOException {
        Given given = given(ROOT.issue(KEYS, NOW.minus(Duration.ofDays(70)), HOST, HOST));
        Files.setPosixFilePermissions(given.key(), PosixFilePermissions.fromString("rw-r--r--"));
        List<String> notes = certificates.provide(environment, given).notes();
        assertThat(notes).hasSize(3);
        assertThat(notes.get(0)).startsWith("The certificate has no chain");
        assertThat(notes.get(1)).contains("expires on");
        assertThat(notes.get(2)).contains("chmod 600");
    }

    @Test
    void wrongFilesAreNamedAndTheirContentIsNot() throws IOException {
        Given given = given(issued());
        Files.writeString(
                given.key(), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LW1hcmtlcg==\n-----END PRIVATE KEY-----\n");
        Problem problem = refusal(given);
        assertThat(problem.what()).isEqualTo(given.key() + " cannot be used");
        assertThat(problem.toString()).doesNotContain("secret-marker").doesNotContain("c2VjcmV0");
        Files.writeString(given.key(), "-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(refusal(given).why()).startsWith("The private key is encrypted with a passphrase");
        Files.writeString(given.certificate(), "no certificate");
        assertThat(refusal(given).why()).isEqualTo("The file has no BEGIN CERTIFICATE block.");
        Files.delete(given.certificate());
        assertThat(refusal(given).why()).isEqualTo("The file cannot be read: NoSuchFileException.");
        assertThat(store.bundles).isEmpty();
    }
}
