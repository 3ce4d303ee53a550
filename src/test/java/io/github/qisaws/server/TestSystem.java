package io.github.qisaws.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that the test servers run; QIS_AWS_TEST_SYSTEM chooses another than the first. */
enum TestSystem {
    DEBIAN_12("debian-12", "bookworm", "main", "http://deb.debian.org/debian"),
    UBUNTU_24_04("ubuntu-24.04", "noble", "main,universe", "http://archive.ubuntu.com/ubuntu");

    /** The script for every Ubuntu since; an older debootstrap only lacks the newer names for it. */
    private static final Path UBUNTU_SCRIPT = Path.of("/usr/share/debootstrap/scripts/gutsy");

    /** Debian has no package of Ubuntu's keys; this is Ubuntu's own, of 24.04. */
    private static final String UBUNTU_KEYS = "pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb";

    private static final String UBUNTU_KEYS_SHA256 = "36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8";

    private static final Duration LIMIT = Duration.ofMinutes(9);

    private final String id;
    private final String suite;
    private final String components;
    private final String archive;

    TestSystem(String id, String suite, String components, String archive) {
        this.id = id;
        this.suite = suite;
        this.components = components;
        this.archive = archive;
    }

    static TestSystem chosen() {
        String wish = System.getenv().getOrDefault("QIS_AWS_TEST_SYSTEM", DEBIAN_12.id);
        return Stream.of(values())
                .filter(system -> system.id.equals(wish))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("QIS_AWS_TEST_SYSTEM=" + wish + " is none of "
                        + Stream.of(values()).map(TestSystem::id).toList()));
    }

    String id() {
        return id;
    }

    /** A root with systemd and nothing else. */
    void bootstrap(Path folder) {
        List<String> command =
                new ArrayList<>(List.of("debootstrap", "--variant=minbase", "--components=" + components));
        command.add("--include=systemd,systemd-sysv,dbus,iproute2,ca-certificates");
        if (this == UBUNTU_24_04) {
            command.add("--keyring=" + ubuntuKeyring(Path.of(folder + ".keys")));
        }
        command.addAll(List.of(suite, folder.toString(), archive));
        if (this == UBUNTU_24_04) {
            command.add(UBUNTU_SCRIPT.toString());
        }
        Shell.checkWithin(LIMIT, command);
    }

    private Path ubuntuKeyring(Path folder) {
        Shell.check("bash", "-c", """
                set -e; rm -rf "$1"; mkdir "$1"; cd "$1"
                curl -sSf --retry 2 -o keys.deb "$2"; echo "$3  keys.deb" | sha256sum -c --quiet; dpkg-deb -x keys.deb .""", "bash", folder.toString(), archive + "/" + UBUNTU_KEYS, UBUNTU_KEYS_SHA256);
        return folder.resolve("usr/share/keyrings/ubuntu-archive-keyring.gpg");
    }
}
