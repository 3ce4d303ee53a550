package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.bootstrap.StateBucket;
import io.github.qisaws.certificate.CertificateRequest;
import io.github.qisaws.certificate.Certificates;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Preparation;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;

/**
 * Creates in a running emulator what an environment needs before it is planned.
 *
 * @param emulated tools whose variables point to the emulator
 */
record EmulatorSetup(Project project, Emulator emulator, Tools emulated, ProgressLog log)
        implements EmulatorAccount.Setup {

    /** Long enough that no review warns of its end. */
    private static final int CERTIFICATE_DAYS = 90;

    @Override
    public void stateBucket(Environment environment) {
        new StateBucket(project, emulated, log).bootstrap(environment.name());
    }

    @Override
    public void image(String region, String parameter, String processor) {
        Preparation preparation = emulator.prepare(region);
        preparation.putParameter(parameter, preparation.registerImage("qis", processor));
    }

    @Override
    public void zone(Environment environment, String id, String name) {
        emulator.prepare(environment.placement().region()).createZone(id, name);
    }

    @Override
    public void certificate(Environment environment) {
        AwsAccess access = emulated.aws(environment.placement().region());
        Certificates.of(environment, access)
                .provide(environment, new CertificateRequest.SelfSigned(CERTIFICATE_DAYS, false));
    }
}
