package io.github.qisaws.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What makes the common image one machine's. */
final class Disk {
    private Disk() {}

    /** Lays the machine's own changes over the image, and gives it name, address and network. */
    static void attach(Lab lab, Machine machine, List<Path> above) {
        Path folder = lab.folder().resolve(machine.name());
        Shell.check(
                "mkdir",
                "-p",
                machine.changes().toString(),
                machine.root().toString(),
                folder.resolve("work").toString());
        Shell.check(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + lab.layers(above) + ",upperdir=" + machine.changes() + ",workdir="
                        + folder.resolve("work"),
                machine.root().toString());
        write(machine.root() + "/etc/hostname", machine.name() + "\n");
        write(
                machine.root() + "/etc/hosts",
                "127.0.0.1 localhost\n" + machine.address() + " " + machine.name() + "\n" + Lab.DATA_ADDRESS
                        + " data.demo.qis.internal\n");
        write(machine.root() + "/etc/systemd/network/10-host0.network", """
                [Match]
                Name=host0
                [Network]
                Address=%s/24
                Gateway=10.77.0.1
                IPv6AcceptRA=no
                LinkLocalAddressing=no
                """.formatted(machine.address()));
        write(machine.root() + "/etc/qis-test-images-device", lab.imagesDevice() + "\n");
    }

    static void write(String path, String text) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.writeString(Path.of(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
