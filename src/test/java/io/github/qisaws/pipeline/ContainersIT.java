package io.github.qisaws.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Containers in the emulator: on Fargate in the open layout, on a host of their own in the tiered one. */
class ContainersIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> onFargateInTheOpenNetwork() throws IOException {
        return new Life("containers", folder).lived(false, present -> {
            ContainerChecks.onFargate(present.standing());
            present.standing()
                    .checks()
                    .check(
                            "Rollout: rolled back and hanging, with what the next plan says",
                            new RolloutChecks(present)::ofTasks);
        });
    }

    @TestFactory
    List<DynamicTest> onAHostInTheTieredNetwork() throws IOException {
        return new Life("container-host", folder).lived(true, present -> ContainerChecks.onHost(present.standing()));
    }
}
