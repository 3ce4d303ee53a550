package io.github.qisaws.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.aws.AcmStore;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.CertificateStore;
import io.github.qisaws.certificate.CertificateRequest.Given;
import io.github.qisaws.certificate.CertificateRequest.SelfSigned;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the emulator's ACM and STS. */
class CertificatesIT {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path logs;

    @TempDir
    private Path folder;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        Map<String, String> ours = System.getenv();
        emulator = new Emulators(new ProcessRunner(new Interrupts()), ours, UserCache.folder(ours))
                .start(logs, line -> {});
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static AwsAccess access(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(emulator.over(Map.of(), REGION));
        variables.putAll(more);
        return new AwsAccess(REGION, variables);
    }

    /** Each test has an environment of its own, so that they do not meet in the emulator. */
    private Environment environment(String account, String host) throws IOException {
        Path demo = Files.createDirectories(
                folder.resolve("t" + UUID.randomUUID().toString().substring(0, 8)));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: " + REGION + "\naccount: \"" + account + "\"\narchitecture: two-server\n" + host);
        return EnvironmentFile.read(demo);
    }

    @Test
    void aSelfSignedCertificateIsImportedTaggedAndRenewedOnItsArn() throws IOException {
        AwsAccess access = access(Map.of());
        Environment environment = environment("123456789012", "");
        Certificates certificates = Certificates.of(environment, access);
        ImportedCertificate first = certificates.provide(environment, new SelfSigned(30, false));
        ImportedCertificate second = certificates.provide(environment, new SelfSigned(365, false));
        assertThat(first.renewed()).isFalse();
        assertThat(second.renewed()).isTrue();
        assertThat(second.arn()).isEqualTo(first.arn()).startsWith("arn:aws:acm:eu-west-1:123456789012:certificate/");
        List<CertificateStore.Stored> stored = new AcmStore(access).imported(first.domain());
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).tags())
                .containsEntry("qis-aws:environment", environment.name())
                .containsEntry("qis-aws:certificate", "self-signed");
        assertThat(stored.get(0).notAfter())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(364)), Instant.now().plus(Duration.ofDays(366)));
    }

    @Test
    void aGivenCertificateOnAnEllipticCurveIsFoundAgain() throws IOException {
        AwsAccess access = access(Map.of());
        String host = UUID.randomUUID() + ".example.com";
        Environment environment = environment("123456789012", "host-name: " + host + "\n");
        Authority root = Authority.root(Instant.now().minus(Duration.ofDays(1)));
        Bundle bundle = root.issue(Authority.keys("EC", 256), Instant.now().minus(Duration.ofDays(1)), host, host);
        Path certificate = folder.resolve("fullchain.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(certificate, Pem.write(List.of(bundle.certificate(), root.certificate())));
        Files.writeString(key, Pem.write(bundle.key()));
        Certificates certificates = Certificates.of(environment, access);
        Given given = new Given(certificate, key, Optional.empty());
        ImportedCertificate first = certificates.provide(environment, given);
        assertThat(certificates.provide(environment, given).arn()).isEqualTo(first.arn());
    }

    @Test
    void credentialsOfAnotherAccountAreRefused() throws IOException {
        AwsAccess access = access(Map.of());
        Environment environment = environment("210987654321", "");
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> Certificates.of(environment, access));
        assertThat(thrown.problem().exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT);
        assertThat(thrown.problem().what()).isEqualTo("credentials are for account 123456789012, not 210987654321");
    }

    @Test
    void anEndpointThatDoesNotAnswerIsNamed() throws IOException {
        AwsAccess access = access(Map.of("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9"));
        Environment environment = environment("123456789012", "");
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> Certificates.of(environment, access));
        assertThat(thrown.problem().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(thrown.problem().what()).isEqualTo("cannot reach AWS for sts:GetCallerIdentity");
        assertThat(thrown.problem().fix()).contains("AWS_ENDPOINT_URL");
    }
}
