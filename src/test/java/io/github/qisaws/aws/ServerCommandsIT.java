package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Scripts on a server of the emulator, which runs them on this machine. */
class ServerCommandsIT {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static String instance;
    private static final Effects EFFECTS = new Effects();

    @BeforeAll
    static void start() throws IOException {
        Path machine = Files.writeString(folder.resolve("default"), "#!/bin/sh\nexec sh\n");
        Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> ours = new TreeMap<>(TestEngine.OURS);
        ours.put("QIS_AWS_EMULATOR", "python");
        ours.put("QIS_AWS_EMULATOR_SERVERS", folder.toString());
        emulator = new Emulators(new ProcessRunner(new Interrupts()), ours, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
        instance = access().ec2("ec2:RunInstances", ec2 -> ec2.runInstances(request -> request.imageId("ami-12c6146b")
                        .instanceType(InstanceType.T3_SMALL)
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .get(0)
                .instanceId());
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    private static AwsAccess access() {
        return new AwsAccess(REGION, emulator.over(TestEngine.OURS, REGION), EFFECTS);
    }

    private static Ended run(String server, String text, Duration longest) {
        return new AwsServerCommands(access(), Clock.systemUTC(), line -> {})
                .run(server, new Script("test", "", text, longest));
    }

    @Test
    void aScriptRunsAndReturnsItsExitCodeAndItsOutputs() {
        assertThat(run(instance, "cd /\npwd\necho wrong >&2\nexit 4", Duration.ofMinutes(1)))
                .isEqualTo(new Ended(4, "/\n", "wrong\n"));
        assertThat(EFFECTS.sentence()).isEqualTo("Nothing was changed.");
        assertThat(emulator.requests()).noneMatch(line -> line.contains("SendCommand"));
    }

    @Test
    void aScriptThatTakesTooLongIsKilled() {
        assertThatThrownBy(() -> run(instance, "sleep 60", Duration.ofSeconds(1)))
                .hasMessageContaining("timed out")
                .hasMessageContaining("Execution Timed Out");
    }

    @Test
    void aServerThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> run("i-0123456789abcdef0", "true", Duration.ofMinutes(1)))
                .hasMessageContaining("cannot run commands on the server i-0123456789abcdef0")
                .hasMessageContaining("not in a valid state");
    }

    @Test
    void aTerminatedServerIsNamed() {
        try (Ec2Client ec2 = access().configure("EC2", Ec2Client.builder()).build()) {
            String gone = ec2.runInstances(request -> request.imageId("ami-12c6146b")
                            .instanceType(InstanceType.T3_SMALL)
                            .minCount(1)
                            .maxCount(1))
                    .instances()
                    .get(0)
                    .instanceId();
            ec2.terminateInstances(request -> request.instanceIds(gone));
            assertThatThrownBy(() -> run(gone, "true", Duration.ofMinutes(1))).hasMessageContaining(gone);
        }
    }
}
