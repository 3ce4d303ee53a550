package io.github.qisaws.architecture;

/** Output values of the migration module. */
final class MigrationOutputs extends Outputs {
    MigrationOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Bucket> bucket() {
        return one("bucket");
    }
}
