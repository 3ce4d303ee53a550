package io.github.qisaws.pipeline;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.Certificate.Source;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.workspace.EmulatorOverrides;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Prepares an emulator as the AWS account of an environment. */
public final class EmulatorAccount {
    private final Setup setup;

    /** What can be created in an account before an environment is planned. */
    interface Setup {
        void stateBucket(Environment environment);

        /**
         * Registers an AMI for servers, and names it in an SSM parameter.
         *
         * @param processor {@code x86_64} or {@code arm64}
         */
        void image(String region, String parameter, String processor);

        /** Creates the Route 53 zone with this ID. */
        void zone(Environment environment, String id, String name);

        void certificate(Environment environment);
    }

    /**
     * An empty account.
     *
     * @param emulated tools whose variables point to the emulator
     */
    public EmulatorAccount(Project project, Emulator emulator, Tools emulated, ProgressLog log) {
        this(new EmulatorSetup(project, emulator, emulated, log));
    }

    EmulatorAccount(Setup setup) {
        this.setup = setup;
    }

    /** Creates what a user creates once per account: state bucket, image, certificate. */
    public void prepare(Environment environment) {
        if (environment.state() instanceof StateBackend.S3) {
            setup.stateBucket(environment);
        }
        furnish(environment);
    }

    /**
     * Creates what an environment expects in its account: the servers' image, Route 53 zones, and, if it is imported,
     * the certificate.
     */
    public void furnish(Environment environment) {
        // The emulator has AWS's public parameters.
        environment
                .topology()
                .image()
                .filter(ServerImage::isParameter)
                .map(ServerImage::parameterName)
                .filter(parameter -> !parameter.startsWith("/aws/service/"))
                .ifPresent(parameter -> setup.image(environment.placement().region(), parameter, processor(parameter)));
        environment.application().ifPresent(application -> zones(application)
                .forEach(zone -> setup.zone(environment, zone, parent(application.hostName()))));
        if (importsCertificate(environment)) {
            setup.certificate(environment);
        }
    }

    /** The zones that the environment file names. */
    private static Set<String> zones(Application application) {
        Set<String> zones = new TreeSet<>(Set.of(application.edge().dnsZone()));
        Certificate certificate = application.loadBalancer().certificate();
        if (certificate.source() == Source.DNS) {
            zones.add(certificate.value());
        }
        zones.remove("");
        return zones;
    }

    private static String parent(String hostName) {
        return hostName.substring(hostName.indexOf('.') + 1);
    }

    private static String processor(String parameter) {
        return parameter.endsWith("arm64") ? "arm64" : "x86_64";
    }

    private static boolean importsCertificate(Environment environment) {
        return environment
                .application()
                .filter(application -> application.loadBalancer().certificate().source() == Source.IMPORTED)
                .isPresent();
    }

    /** Terraform override files for an environment on the emulator: content by file name. */
    public static Map<String, String> overrideFiles(Environment environment) {
        return Map.of(
                EmulatorEnvironment.OVERRIDE_FILE, EmulatorEnvironment.overrideFile(),
                EmulatorOverrides.FILE, EmulatorOverrides.overrideFile(Architectures.deploymentOf(environment)));
    }
}
