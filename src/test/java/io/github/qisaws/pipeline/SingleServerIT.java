package io.github.qisaws.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One server in the emulator, in both layouts: its whole life, and in the middle of it the growth into two servers and into tasks. */
class SingleServerIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> inTheOpenNetwork() throws IOException {
        return lifeOf(false);
    }

    @TestFactory
    List<DynamicTest> inTheTieredNetwork() throws IOException {
        return lifeOf(true);
    }

    private List<DynamicTest> lifeOf(boolean tiered) throws IOException {
        Map<String, String> edits = tiered ? Map.of("layout: open", "layout: tiered") : Map.of();
        return new Life("single", folder).with(edits).passing("classic").lived(tiered, present -> {
            new SingleServerChecks(present.standing()).run();
            if (tiered) {
                new ServerUpgradeChecks(present).run();
            }
            new GrowthChecks(present.standing(), present.files(), present.deployments()).run();
            if (!tiered) {
                new ArchitectureChangeChecks(present).run();
            }
        });
    }
}
