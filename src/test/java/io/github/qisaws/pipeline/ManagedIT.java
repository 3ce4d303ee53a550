package io.github.qisaws.pipeline;

import io.github.qisaws.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Architecture managed in the emulator, in both layouts: its whole life, and while it stands what AWS was asked for and
 * what changes would do. One layout lives with the newest tested AWS provider, the other with the oldest accepted and
 * behind a web application firewall.
 */
class ManagedIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theTieredNetwork() throws IOException {
        Path servers = Files.createDirectories(folder.resolve("servers"));
        Life life = new Life("staging", folder)
                .on(TestProvider.newest())
                .withServers(servers)
                .restoring()
                .with(Map.of("backup: {enabled: true}", "backup: {enabled: true, restore-test: weekly}"));
        return life.lived(true, present -> {
            new ManagedChecks(present.standing()).run();
            new RestoreTestChecks(present).run();
            new ManagedChanges(present).run();
            new RestoreChecks(present, servers).onServices();
        });
    }

    @TestFactory
    List<DynamicTest> theOpenNetwork() throws IOException {
        return new Life("staging", folder)
                .on(TestProvider.oldest())
                .with(Map.of("layout: tiered", "layout: open", "protect: false", EdgeChecks.KEYS + "protect: false"))
                .lived(false, present -> {
                    new ManagedChecks(present.standing()).run();
                    new EdgeChecks(present.standing()).run();
                    new ManagedUpgrade(present).run();
                });
    }
}
