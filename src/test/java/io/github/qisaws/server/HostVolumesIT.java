package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container host does with its volumes at each boot, on loop devices. */
class HostVolumesIT {
    private static final Path SCRIPT = Path.of("src/main/resources/io/github/qisaws/module/mount-volumes.sh")
            .toAbsolutePath();
    private static final String MASKED = "--no-block mask --runtime --now ecs.service";
    private static final String MOUNTED = "ECS_INSTANCE_ATTRIBUTES={\"qis.volumes\":\"mounted\"}";

    @TempDir
    private Path folder;

    private final List<String> devices = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        ServerRoot.assumePossible();
        Files.writeString(systemctl(), "#!/bin/sh\necho \"$*\" >>" + folder.resolve("asked") + "\n");
        Shell.check("chmod", "+x", systemctl().toString());
        volume("vol0a");
        volume("vol0b");
    }

    @AfterEach
    void clear() {
        unmount();
        Shell.run("chattr", "-R", "-i", folder.resolve("root/data").toString());
        devices.forEach(device -> Shell.run("losetup", "-d", device));
    }

    @Test
    void blankVolumesAreFormattedOnceAndKeepTheirFiles() throws IOException {
        boot(3);
        assertThat(settings()).contains("ECS_CLUSTER=qis-demo", "ECS_AWSVPC_BLOCK_IMDS=true", MOUNTED);
        Files.writeString(folder.resolve("root/data/database/tree/kept"), "all records");
        unmount();

        boot(3);
        assertThat(folder.resolve("root/data/database/tree/kept")).hasContent("all records");
        assertThat(settings()).contains(MOUNTED);
        // Again, as by a reboot that is none.
        boot(3);
        assertThat(settings()).contains(MOUNTED);
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void aVolumeWithAnythingUnknownIsNotTouchedAndNoTaskStarts() throws IOException {
        Shell.check("bash", "-c", "echo precious | dd of=" + devices.get(1) + " bs=1 seek=100000 conv=notrunc");
        assertThat(boot(3)).contains("is not blank");
        assertThatTheAgentDoesNotStart();
        assertThat(Shell.check("bash", "-c", "dd if=" + devices.get(1) + " bs=1 skip=100000 count=8"))
                .isEqualTo("precious");
    }

    @Test
    void aHostThatIsRegisteredStartsNoTaskOnALaterBootWithoutItsVolume() throws IOException {
        boot(3);
        unmount();
        Files.delete(folder.resolve("dev-vol0b"));
        assertThat(boot(0)).contains("volume vol-0b did not appear");
        assertThatTheAgentDoesNotStart();
    }

    @Test
    void aVolumeThatComesTooLateIsThereAfterAReboot() throws IOException {
        Files.delete(folder.resolve("dev-vol0a"));
        assertThat(boot(0)).contains("volume vol-0a did not appear");
        assertThatTheAgentDoesNotStart();
        Files.delete(folder.resolve("asked"));

        Files.createSymbolicLink(folder.resolve("dev-vol0a"), Path.of(devices.get(0)));
        boot(3);
        assertThat(folder.resolve("asked")).doesNotExist();
        assertThat(folder.resolve("root/data/database/tree")).isDirectory();
    }

    /** As Docker does with the source of a bind mount. */
    @Test
    void nobodyMakesFoldersWhereAVolumeIsMissing() throws IOException {
        String bare = Files.createDirectory(folder.resolve("bare")).toString();
        Assumptions.assumeTrue(
                Shell.run("chattr", "+i", bare).succeeded(), "SKIPPED: this file system has no immutable folders");
        Shell.check("chattr", "-i", bare);
        Files.delete(folder.resolve("dev-vol0a"));
        boot(0);
        assertThat(Shell.run("mkdir", folder.resolve("root/data/database/tree").toString())
                        .succeeded())
                .isFalse();
    }

    /** ECS keeps the attribute of the first registration: a missing one would stop nothing later. */
    private void assertThatTheAgentDoesNotStart() throws IOException {
        assertThat(folder.resolve("asked")).content().isEqualTo(MASKED + "\n");
        assertThat(settings()).contains("ECS_CLUSTER=qis-demo", MOUNTED);
    }

    private Path systemctl() {
        return folder.resolve("systemctl");
    }

    private void volume(String name) throws IOException {
        Path file = folder.resolve(name);
        Shell.check("truncate", "-s", "64M", file.toString());
        devices.add(Shell.check("losetup", "-f", "--show", file.toString()).trim());
        Files.createSymbolicLink(folder.resolve("dev-" + name), Path.of(devices.get(devices.size() - 1)));
    }

    private String boot(int tries) {
        Shell.Result result = Shell.run(
                Duration.ofMinutes(1),
                List.of(
                        "env",
                        "QIS_TRIES=" + tries,
                        "QIS_DEVICES=" + folder.resolve("dev-"),
                        "QIS_ROOT=" + folder.resolve("root"),
                        "QIS_SYSTEMCTL=" + systemctl(),
                        "bash",
                        "-c",
                        Lab.read(SCRIPT),
                        "mount-volumes",
                        "qis-demo",
                        "vol-0a",
                        "vol-0b"));
        return result.out() + result.err();
    }

    private String settings() throws IOException {
        return Files.readString(folder.resolve("root/etc/ecs/ecs.config"));
    }

    private void unmount() {
        for (String name : List.of("database", "images")) {
            Shell.run("umount", folder.resolve("root/data").resolve(name).toString());
        }
    }
}
