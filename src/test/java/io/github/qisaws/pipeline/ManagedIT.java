package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Architecture managed in the emulator, in both layouts: its whole life, and while it stands what AWS was asked for and
 * what changes would do. One layout lives with the newest tested AWS provider and a key of the customer, the other with
 * the oldest accepted and behind a web application firewall.
 */
class ManagedIT {
    @TempDir
    Path folder;

    private CustomerKey key = new CustomerKey("");

    @TestFactory
    List<DynamicTest> theTieredNetwork() throws IOException {
        return new Life("staging", folder)
                .on(TestProvider.newest())
                .prepared((aws, file) -> {
                    key = CustomerKey.made(aws);
                    key.writeTo(file, "");
                })
                .lived(true, present -> {
                    new ManagedChecks(present.standing()).run();
                    encrypted(present.standing());
                    new ManagedChanges(present).run();
                });
    }

    private void encrypted(Standing standing) {
        standing.checks().check("Key of the customer: database, file system, and secret", () -> {
            assertThat(standing.aws().call("rds", "DescribeDBInstances").texts("//DBInstance/KmsKeyId"))
                    .containsExactly(key.arn());
            assertThat(standing.aws()
                            .restJson("elasticfilesystem", "/2015-02-01/file-systems")
                            .findValuesAsText("KmsKeyId"))
                    .containsExactly(key.arn());
            key.assertEncrypts(standing, "database");
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
