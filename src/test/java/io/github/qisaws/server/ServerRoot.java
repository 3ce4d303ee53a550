package io.github.qisaws.server;

import io.github.qisaws.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/**
 * The root of a server, made once by the real install steps and kept in the cache: a layer of packages and
 * libraries, and over it a layer of everything else. Machines lay their own changes over both.
 */
final class ServerRoot {
    static final Path RESOURCES =
            Path.of("src/main/resources/io/github/qisaws/server").toAbsolutePath();
    static final Path MACHINES = Path.of("src/test/resources/machines").toAbsolutePath();
    private static final Path CACHE = TestEngine.CACHE.resolve("test/servers").toAbsolutePath();
    private static final Path STAND_IN = Path.of("src/test/resources/standin").toAbsolutePath();
    private static final TestSystem SYSTEM = TestSystem.chosen();

    /** Of one command, on a busy machine too: all other tests with servers wait for it. */
    private static final Duration LIMIT = Duration.ofMinutes(9);

    private static final Duration REST = Duration.ofMinutes(10);
    private static final List<String> PROGRAMS = List.of(
            "debootstrap",
            "systemd-nspawn",
            "nsenter",
            "ip",
            "losetup",
            "haproxy",
            "python3",
            "curl",
            "nfs-cat",
            "psql");

    private ServerRoot() {}

    /** The checkout of the real QIS, when the run has one. */
    static Optional<Path> realSource() {
        return Optional.ofNullable(System.getenv("QIS_SOURCE")).map(Path::of).map(Path::toAbsolutePath);
    }

    /** What the image is made of: QIS, or the stand-in. */
    static Path source() {
        return realSource().orElse(STAND_IN);
    }

    /** The hash that the stand-in must have; QIS's own is pinned. */
    static Optional<String> sourceContent() {
        return realSource().isEmpty() ? Optional.of(contentHash(STAND_IN)) : Optional.empty();
    }

    /** Ends the test as skipped, and says why, where real machines cannot be booted. */
    static void assumePossible() {
        List<String> missing = new ArrayList<>();
        if (!Shell.check("id", "-u").trim().equals("0")) {
            missing.add("root");
        }
        PROGRAMS.stream().filter(name -> !Shell.run("which", name).succeeded()).forEach(missing::add);
        if (!missing.isEmpty()) {
            String why = "SKIPPED: tests on real servers need " + String.join(", ", missing);
            System.err.println(why);
            Assumptions.abort(why);
        }
    }

    /** The lower directories of an overlay, uppermost first. */
    static List<Path> layers() {
        return locked(() -> {
            Path base = base();
            Path image = layer("image", imageKey(base), folder -> makeImage(base, folder));
            return List.of(image, base);
        });
    }

    /** The layer of the steps packages, user and python alone. */
    static Path baseLayer() {
        return locked(ServerRoot::base);
    }

    private static Path base() throws IOException {
        return layer("base", baseKey(), ServerRoot::makeBase);
    }

    /** The packages of PostgreSQL 13 of Debian 11, to lay over the other layers; the list has their SHA-256. */
    static Path olderPostgresql() {
        Path list = MACHINES.resolve("postgresql-13.sha256");
        String key = hash("cat " + list, MACHINES);
        return locked(() -> layer(
                "postgresql",
                key,
                folder -> twice(() -> Shell.checkWithin(
                        LIMIT, List.of("bash", "-c", """
                set -eu; rm -rf "$1"; mkdir "$1"; cd "$1"
                while read -r _ package; do
                  curl -sSf --retry 2 -o "${package##*/}" "http://deb.debian.org/debian/$package"
                done <"$2"
                sed 's,  .*/,  ,' "$2" | sha256sum -c --quiet
                for package in *.deb; do dpkg-deb -x "$package" .; rm "$package"; done""", "bash", folder.toString(), list.toString())))));
    }

    private static <T> T locked(Layers<T> make) {
        try {
            Files.createDirectories(CACHE);
            try (FileChannel channel = FileChannel.open(
                            CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assert held.isValid();
                return make.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Layers<T> {
        T get() throws IOException;
    }

    /** Makes a folder whole or not at all. */
    private static Path layer(String name, String key, Consumer<Path> make) throws IOException {
        Path made = CACHE.resolve(name + "-" + key);
        if (!Files.exists(made)) {
            Path failed = CACHE.resolve(name + "-" + key + ".failed");
            refuseSoonAfter(failed);
            System.err.println("servers: making the " + name + " layer with the install steps (kept in the cache)");
            Path fresh = CACHE.resolve(name + "-" + key + ".new");
            Shell.check("rm", "-rf", fresh.toString());
            Files.createDirectories(fresh);
            try {
                make.accept(fresh);
            } catch (AssertionError e) {
                Files.writeString(failed, e.getMessage());
                throw e;
            }
            Files.move(fresh, made);
            Files.deleteIfExists(failed);
        }
        // Layers that nobody has used for a week go.
        Files.setLastModifiedTime(made, java.nio.file.attribute.FileTime.from(Instant.now()));
        Shell.run(
                "find",
                CACHE.toString(),
                "-mindepth",
                "1",
                "-maxdepth",
                "1",
                "-name",
                name + "-*",
                "-mtime",
                "+7",
                "-exec",
                "rm",
                "-rf",
                "{}",
                "+");
        return made;
    }

    /** The tests that waited for a layer that could not be made do not each try it again. */
    private static void refuseSoonAfter(Path failed) throws IOException {
        if (Files.exists(failed)
                && Files.getLastModifiedTime(failed).toInstant().plus(REST).isAfter(Instant.now())) {
            throw new AssertionError("not tried again within " + REST.toMinutes() + " minutes, unless " + failed
                    + " is deleted: " + Files.readString(failed));
        }
    }

    /** What downloads is done again once if it fails, but not if it had no end: that took long enough. */
    private static void twice(Runnable download) {
        try {
            download.run();
        } catch (Shell.NoEnd e) {
            throw e;
        } catch (AssertionError e) {
            System.err.println("servers: failed, and is tried again: " + e.getMessage());
            Waiting.pause(Duration.ofSeconds(5));
            download.run();
        }
    }

    private static void makeBase(Path folder) {
        twice(() -> {
            Shell.check("rm", "-rf", folder.toString());
            SYSTEM.bootstrap(folder);
        });
        // A test root need not survive a power cut while it is made.
        Disk.write(folder + "/etc/dpkg/dpkg.cfg.d/fast", "force-unsafe-io\n");
        twice(() -> install(folder, List.of("settle", "upgrade", "packages", "user", "python"), List.of()));
        // Of the test only: the NFS server in user space, since this kernel has none; and what updates a running
        // server.
        twice(() -> inside(folder, List.of(), List.of("bash", "-c", """
                set -e; printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d
                export DEBIAN_FRONTEND=noninteractive
                apt-get install -y -q --no-install-recommends nfs-ganesha nfs-ganesha-vfs needrestart unattended-upgrades
                systemctl disable nfs-ganesha nfs-ganesha-lock; rm /usr/sbin/policy-rc.d; apt-get clean
                mkdir /opt/again; cd /opt/again # packages to install again on a running server
                apt-get download memcached apache2 apache2-bin "postgresql-$(ls /usr/lib/postgresql)" libevent-2.1-7*""")));
    }

    private static void makeImage(Path base, Path folder) {
        Path mount = CACHE.resolve("mount-" + ProcessHandle.current().pid());
        Path work = CACHE.resolve("work-" + ProcessHandle.current().pid());
        Shell.check("mkdir", "-p", mount.toString(), work.toString());
        Shell.check(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + base + ",upperdir=" + folder + ",workdir=" + work,
                mount.toString());
        try {
            List<String> extra =
                    new ArrayList<>(List.of("--bind-ro=" + source() + ":/source", "--setenv=QIS_SOURCE_DIR=/source"));
            sourceContent().ifPresent(content -> extra.add("--setenv=QIS_SOURCE_CONTENT=" + content));
            install(
                    mount,
                    List.of(
                            "source",
                            "apache",
                            "postgresql",
                            "memcached",
                            "storage",
                            "logs",
                            "security",
                            "updates",
                            "scripts",
                            "cloudwatch",
                            "clean"),
                    extra);
            standInForNfs(mount);
        } finally {
            Shell.check("umount", mount.toString());
            Shell.check("rm", "-rf", mount.toString(), work.toString());
        }
    }

    private static void standInForNfs(Path root) {
        String script = root + "/usr/local/sbin/nfs-stand-in.sh";
        Shell.check("cp", MACHINES.resolve("nfs-stand-in.sh").toString(), script);
        Shell.check("ln", "-sf", "/usr/local/sbin/nfs-stand-in.sh", root + "/sbin/mount.nfs4");
        Disk.write(
                root + "/etc/systemd/system/nfs-server.service",
                "[Service]\nType=simple\nExecStart=/usr/local/sbin/nfs-stand-in.sh\n");
        // The network of a test machine has no router that would answer.
        Shell.check("mkdir", "-p", root + "/etc/systemd/system/network-online.target.wants");
        Shell.check(
                "ln",
                "-sf",
                "/lib/systemd/system/systemd-networkd.service",
                root + "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service");
        Shell.check(
                "ln",
                "-sf",
                "/lib/systemd/system/systemd-networkd-wait-online.service",
                root + "/etc/systemd/system/network-online.target.wants/systemd-networkd-wait-online.service");
    }

    private static void install(Path root, List<String> steps, List<String> extra) {
        List<String> options = new ArrayList<>(extra);
        options.addAll(List.of(
                "--bind-ro=" + RESOURCES + ":/server",
                "--setenv=QIS_INSTALL_SKIP=cloudwatch",
                "--setenv=QIS_EFS_UTILS=skip",
                "--setenv=QIS_RDS_BUNDLE=skip"));
        List<String> command = new ArrayList<>(List.of("bash", "/server/install/install.sh"));
        command.addAll(steps);
        inside(root, options, command);
    }

    private static void inside(Path root, List<String> options, List<String> command) {
        List<String> whole = new ArrayList<>(List.of(
                "systemd-nspawn",
                "-q",
                "-D",
                root.toString(),
                "--register=no",
                "--keep-unit",
                "--pipe",
                "--bind-ro=/etc/ssl/certs/ca-certificates.crt:/tmp/host-ca.pem",
                "--setenv=PIP_CERT=/tmp/host-ca.pem",
                "--machine=qis-install-" + ProcessHandle.current().pid()));
        whole.addAll(options);
        whole.addAll(command);
        Shell.checkWithin(LIMIT, whole);
    }

    private static String baseKey() {
        return SYSTEM.id() + "-"
                + hash(
                        "cat install/{install,common,system,settle,upgrade,packages,user,python}.sh requirements/*.txt",
                        RESOURCES);
    }

    private static String imageKey(Path base) {
        String sources = contentHash(RESOURCES) + contentHash(source()) + contentHash(MACHINES);
        return hash("echo " + base.getFileName() + sources, RESOURCES);
    }

    private static String hash(String command, Path folder) {
        return Shell.check("bash", "-c", "cd '" + folder + "' && " + command + " | sha256sum")
                .substring(0, 16);
    }

    private static String contentHash(Path folder) {
        return Shell.check(
                        "bash",
                        "-c",
                        "cd '" + folder + "' && find * -type f -not -path '*/__pycache__/*' -print0"
                                + " | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum")
                .substring(0, 64);
    }
}
