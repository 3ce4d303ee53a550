package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.certificate.CertificateRequest;
import io.github.qisaws.certificate.Certificates;
import io.github.qisaws.certificate.ImportedCertificate;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * Imports the load balancer's certificate into ACM without Terraform, so that no state or plan contains the private
 * key.
 */
@Command(
        name = "certificate",
        description =
                "Imports the load balancer's certificate into ACM: the given PEM files, or a new self-signed one.")
final class CertificateCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "ENV", description = "Name of the environment.")
    private String name;

    @Option(names = "--certificate", paramLabel = "FILE", description = "Certificate in PEM format.")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Private key in PEM format. Required with --certificate.")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--chain", paramLabel = "FILE", description = "Intermediate certificates in PEM format.")
    private Optional<Path> chain = Optional.empty();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Validity of a self-signed certificate, in days (default: 365).")
    private int days = 365;

    @Option(
            names = "--replace",
            description = "Let a self-signed certificate replace one that was imported from files.")
    private boolean replace;

    @Override
    public Integer call() {
        Environment environment = EnvironmentFile.read(root.project().existingFolder(name));
        CertificateRequest request = request();
        consent.require(
                root.console(), "Import a certificate for " + Certificates.domain(environment) + " into ACM?", name);
        AwsAccess access = new AwsAccess(environment.placement().region(), System.getenv(), root.effects());
        ImportedCertificate imported = Certificates.of(environment, access).provide(environment, request);
        imported.notes().forEach(root.console()::say);
        root.console()
                .say((imported.renewed() ? "Renewed" : "Imported") + " the certificate of " + imported.domain()
                        + ", valid until " + imported.notAfter() + ".");
        root.console().print(imported.arn());
        return ExitCode.OK.number();
    }

    private void requireDays() {
        if (days < 1 || days > CertificateRequest.MOST_DAYS) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--days " + days + " is out of range",
                            "A self-signed certificate can be valid for 1 to " + CertificateRequest.MOST_DAYS
                                    + " days.",
                            "Use a number in this range.")
                    .asException();
        }
    }

    private CertificateRequest request() {
        if (certificate.isEmpty() && key.isEmpty() && chain.isEmpty()) {
            requireDays();
            return new CertificateRequest.SelfSigned(days, replace);
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "--certificate and --key require each other",
                            (certificate.isEmpty() ? "--certificate" : "--key") + " is missing.",
                            "Pass both, or neither for a self-signed certificate.")
                    .asException();
        }
        return new CertificateRequest.Given(certificate.get(), key.get(), chain);
    }
}
