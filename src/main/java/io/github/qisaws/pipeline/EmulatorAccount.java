package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.bootstrap.StateBucket;
import io.github.qisaws.certificate.CertificateRequest;
import io.github.qisaws.certificate.Certificates;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate.Source;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.workspace.EmulatorOverrides;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.Map;

/** Prepares an emulator as the AWS account of an environment. */
public final class EmulatorAccount {
    private final Project project;
    private final Emulator emulator;
    private final Tools emulated;
    private final ProgressLog log;

    /**
     * An empty account.
     *
     * @param emulated tools whose variables point to the emulator
     */
    public EmulatorAccount(Project project, Emulator emulator, Tools emulated, ProgressLog log) {
        this.project = project;
        this.emulator = emulator;
        this.emulated = emulated;
        this.log = log;
    }

    /** Creates what a user creates once per account: state bucket, image, certificate. */
    public void prepare(Environment environment) {
        if (environment.state() instanceof StateBackend.S3) {
            new StateBucket(project, emulated, log).bootstrap(environment.name());
        }
        furnish(environment);
    }

    /**
     * Creates what an environment expects in its account: the servers' image and, if it is imported, the certificate.
     */
    public void furnish(Environment environment) {
        String region = environment.placement().region();
        // The emulator has AWS's public parameters.
        environment
                .topology()
                .image()
                .filter(ServerImage::isParameter)
                .map(ServerImage::parameterName)
                .filter(parameter -> !parameter.startsWith("/aws/service/"))
                .ifPresent(parameter -> registerImage(region, parameter));
        boolean imported = environment
                .application()
                .filter(application -> application.loadBalancer().certificate().source() == Source.IMPORTED)
                .isPresent();
        if (imported) {
            AwsAccess access = emulated.aws(region);
            Certificates.of(environment, access).provide(environment, new CertificateRequest.SelfSigned(1, false));
        }
    }

    private void registerImage(String region, String parameter) {
        String processor = parameter.endsWith("arm64") ? "arm64" : "x86_64";
        String ami = emulator.prepare(region).registerImage("qis", processor);
        emulator.prepare(region).putParameter(parameter, ami);
    }

    /** Terraform override files for an environment on the emulator: content by file name. */
    public static Map<String, String> overrideFiles(Environment environment) {
        return Map.of(
                EmulatorEnvironment.OVERRIDE_FILE, EmulatorEnvironment.overrideFile(),
                EmulatorOverrides.FILE, EmulatorOverrides.overrideFile(Architectures.deploymentOf(environment)));
    }
}
