package io.github.qisaws.architecture;

/** What others use of a backup. */
final class BackupOutputs extends Outputs {
    BackupOutputs(Call call) {
        super(call);
    }
}
