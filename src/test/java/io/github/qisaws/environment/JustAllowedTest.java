package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.schema.Mistake;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A value at a limit that a check draws")
class JustAllowedTest {
    private static final String IMAGE = "  image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1\n";
    private static final String VAULT = "arn:aws:backup:eu-central-1:%s:backup-vault:copies";

    @TempDir
    private Path work;

    @Test
    void memoryIsWhatFargateSellsWithTheProcessors() {
        for (int memory : new int[] {2048, 3072, 8192}) {
            assertThat(containers("  cpu: 1024\n  memory: " + memory + "\n"))
                    .as(memory + " MiB")
                    .isEmpty();
        }
        for (int memory : new int[] {1024, 2560, 9216}) {
            assertThat(containers("  cpu: 1024\n  memory: " + memory + "\n"))
                    .as(memory + " MiB")
                    .singleElement()
                    .asString()
                    .startsWith("Fargate does not offer " + memory + " MiB");
        }
    }

    @Test
    void memoryOfTasksIsSoldInSteps() {
        assertThat(containers("  cpu: 8192\n  memory: 20480\n")).noneMatch(message -> message.startsWith("Fargate"));
        assertThat(containers("  cpu: 8192\n  memory: 17408\n"))
                .contains("Fargate does not offer 17408 MiB of memory with cpu 8192; allowed: memory 16384, 20480,"
                        + " 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440, or another cpu");
        assertThat(containers("  launch-type: ec2\n  memory: 2049\n"))
                .containsExactly("2049 is not a multiple of 512; allowed: 2048, 2560, 3072, …");
    }

    @Test
    void memoryOnAHostIsEnoughForAllThreeContainers() {
        assertThat(containers("  launch-type: ec2\n  memory: 2048\n")).isEmpty();
    }

    @Test
    void asManyTasksAtLeastAsAtMostAreAFixedNumber() {
        assertThat(containers("  minimum: 2\n  maximum: 2\n")).isEmpty();
    }

    @Test
    void aDatabaseCanGrowByATenthAtLeast() {
        String database = "web: {scaling: {minimum: 1}}\ndatabase: {storage: 100, maximum-storage: %d}\n";
        assertThat(messages("managed", database.formatted(110))).isEmpty();
        assertThat(messages("managed", database.formatted(109)))
                .containsExactly("maximum-storage 109 is less than 10 % above storage 100, which RDS rejects; allowed:"
                        + " maximum-storage 110 or more, or a smaller storage");
    }

    @Test
    void backupsAreCopiedToTheSameAccountOnly() {
        String backup = "backup: {enabled: true, copy-to: \"" + VAULT + "\"}\n";
        assertThat(messages("two-server", backup.formatted("123456789012"))).isEmpty();
        assertThat(messages("two-server", backup.formatted("210987654321")))
                .singleElement()
                .asString()
                .startsWith("is in account 210987654321");
        assertThat(messages("two-server", "backup: {enabled: true, copy-to: \"\"}\n"))
                .as("copied nowhere")
                .isEmpty();
    }

    @Test
    void aDnsZoneGoesWithAnImportedCertificate() {
        assertThat(messages("two-server", "host-name: qis.example.com\nedge: {dns-zone: Z0123456789ABCDEFGHIJ}\n"))
                .isEmpty();
    }

    private List<String> containers(String keys) {
        return messages("containers", "containers:\n" + IMAGE + keys);
    }

    private List<String> messages(String architecture, String keys) {
        String text = TestFiles.SHORTEST.replace("two-server", architecture) + keys;
        return EnvironmentFile.check(TestFiles.environment(work, "demo", text)).mistakes().stream()
                .map(Mistake::message)
                .toList();
    }
}
