package io.github.qisaws.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Architecture managed in the emulator, in both layouts: its whole life, and while it stands what AWS was asked for and
 * what changes would do.
 */
class ManagedIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theTieredNetwork() throws IOException {
        return new Life("staging", folder).lived(true, present -> {
            new ManagedChecks(present.standing()).run();
            new ManagedChanges(present).run();
        });
    }

    @TestFactory
    List<DynamicTest> theOpenNetwork() throws IOException {
        return new Life("staging", folder)
                .with(Map.of("layout: tiered", "layout: open"))
                .lived(false, present -> new ManagedChecks(present.standing()).run());
    }
}
