package io.github.qisaws;

import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;

/**
 * An emulator as the account of an environment, with a plain state bucket. The bucket and the key of {@code qis-aws
 * bootstrap} take a minute, in which the AWS provider waits until a lifecycle rule holds; tests whose subject they are
 * not do without.
 */
public final class TestAccount {
    private TestAccount() {}

    /** Makes the bucket, the servers' image and, where it is imported, the certificate. */
    public static void prepare(Project project, Emulator emulator, Tools tools, Environment environment) {
        String region = environment.placement().region();
        emulator.prepare(region).createBucket(((StateBackend.S3) environment.state()).bucket());
        Tools emulated = tools.over(emulator.over(tools.variables(), region));
        new EmulatorAccount(project, emulator, emulated, System.err::println).furnish(environment);
    }
}
