package io.github.qisaws.pipeline;

import io.github.qisaws.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The seed's main architecture in the emulator, in both layouts: its whole life from the bootstrap on, and while it
 * stands every item of the seed, asked of the emulator itself. One layout lives with the oldest AWS provider that the
 * modules accept, one with the newest tested. src/docs/coverage.md leads from the seed's sentences to the names here.
 */
class TwoServerIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theOriginalsOwnPlan() throws IOException {
        return new Life("classic", folder)
                .on(TestProvider.oldest())
                .bootstrapped()
                .lived(false, present -> {
                    check(present.standing());
                    new ProviderUpgradeChecks(present).run();
                });
    }

    @TestFactory
    List<DynamicTest> theTieredNetwork() throws IOException {
        Path servers = Files.createDirectories(folder.resolve("servers"));
        Life life = new Life("demo", folder)
                .on(TestProvider.newest())
                .withServers(servers)
                .restoring();
        return life.bootstrapped().lived(true, present -> {
            check(present.standing());
            new CostChecks(present).run();
            new RestoreChecks(present, servers).onVolumes();
            new ServerUpgradeChecks(present).runBesideWebServers();
            new ChangeChecks(present).run();
            new GoneChecks(present).run();
        });
    }

    private static void check(Standing standing) {
        new NetworkChecks(standing).run();
        new FirewallChecks(standing).run();
        new BalancerChecks(standing).run();
        new ServerChecks(standing).run();
        new ScalingChecks(standing).run();
    }
}
