package io.github.qisaws.architecture;

import java.util.Map;
import java.util.SortedMap;

/** Input values of the backup module. */
record BackupInputs(Common common, Tested tested) implements Inputs {
    record Tested(SortedMap<String, Map<String, String>> restoreTestResources) {}

    @Override
    public Contract contract() {
        return BackupComponent.CONTRACT;
    }
}
