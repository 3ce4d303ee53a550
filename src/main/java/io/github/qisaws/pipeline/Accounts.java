package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsEnvironmentAccount;
import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.workspace.Tools;

/** The AWS accounts of environments. */
final class Accounts {
    private Accounts() {}

    static EnvironmentAccount of(Tools tools, Environment environment) {
        return new AwsEnvironmentAccount(
                tools.aws(environment.placement().region()),
                environment.name(),
                environment.placement().usEast1());
    }
}
