package io.github.qisaws.architecture;

/** What a backup is told. */
record BackupInputs(Common common, Keeping keeping) implements Inputs {
    record Keeping(int days, String copyVaultArn, int copyDays, boolean protect) {}

    @Override
    public Contract contract() {
        return BackupComponent.CONTRACT;
    }
}
