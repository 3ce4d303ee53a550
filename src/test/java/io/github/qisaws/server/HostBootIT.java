package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A container host booted with systemd, and stand-ins for cloud-init and the agent of ECS in the order of their own
 * units: whether the script is really before the agent.
 */
class HostBootIT {
    private static final Path SCRIPT = Path.of("src/main/resources/io/github/qisaws/module/mount-volumes.sh");
    private static final String ONCE = "Type=oneshot\nRemainAfterExit=yes\nStandardOutput=journal+console\n";

    private Lab lab;
    private Machine host;

    @BeforeEach
    void prepare() {
        lab = Lab.open();
        host = lab.machine("host", 30);
        Disk.write(host.root() + "/mount-volumes.sh", Lab.read(SCRIPT));
        // As cloud-init's own: early, and the last stage after the one of bootcmd.
        unit(
                "cloud-init",
                "DefaultDependencies=no\nAfter=local-fs.target\nBefore=sysinit.target\n",
                ONCE + "Environment=QIS_TRIES=0 QIS_DEVICES=/dev-\n"
                        + "ExecStart=/bin/bash /mount-volumes.sh qis-demo vol-0a vol-0b\n");
        unit("cloud-final", "After=cloud-init.service\n", ONCE + "ExecStart=/bin/true\n");
        // As in the ECS-optimized image.
        unit("ecs", "After=cloud-final.service\n", "Restart=on-failure\nExecStart=/bin/sleep infinity\n");
    }

    @AfterEach
    void close() {
        // Where no machine can be booted there is no lab, and the test is skipped.
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void withoutAVolumeTheAgentStartsOnTheNextBootThatHasIt() {
        boot();
        assertThat(state("is-enabled")).isEqualTo("masked-runtime");
        assertThat(state("is-active")).isEqualTo("inactive");
        assertThat(host.run("systemctl", "start", "ecs.service").succeeded()).isFalse();

        host.kill();
        link("vol0a", lab.databaseDevice());
        link("vol0b", lab.imagesDevice());
        boot();
        assertThat(host.run("mountpoint", "-q", "/data/database").succeeded()).isTrue();
        assertThat(state("is-active")).isEqualTo("active");
    }

    private void boot() {
        host.boot();
        Waiting.until(
                "all units have started or failed",
                Duration.ofSeconds(90),
                () -> host.run("systemctl", "is-active", "--quiet", "cloud-final.service")
                                .succeeded()
                        && host.run("systemctl", "list-jobs", "ecs.service")
                                .out()
                                .contains("No jobs"),
                host::journal);
    }

    private String state(String question) {
        return host.run("systemctl", question, "ecs.service").out().trim();
    }

    private void link(String volume, String device) {
        Shell.check("ln", "-s", device, host.root() + "/dev-" + volume);
    }

    private void unit(String name, String order, String service) {
        String folder = host.root() + "/usr/lib/systemd/system/";
        Disk.write(folder + name + ".service", "[Unit]\n" + order + "[Service]\n" + service);
        String wanted = folder + "multi-user.target.wants/";
        Shell.check("mkdir", "-p", wanted);
        Shell.check("ln", "-s", "../" + name + ".service", wanted + name + ".service");
    }
}
