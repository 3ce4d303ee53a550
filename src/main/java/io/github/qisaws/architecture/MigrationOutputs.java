package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;

/** Output values of the migration module. */
final class MigrationOutputs extends Outputs {
    MigrationOutputs(Call call) {
        super(call);
    }

    /** The output of the deployment. */
    Output output() {
        return new Output("Staging bucket of qis-aws migrate.", one("bucket").text());
    }
}
