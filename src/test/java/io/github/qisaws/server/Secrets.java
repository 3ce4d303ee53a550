package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Marked secrets, put into Secrets Manager before the first boot, and the search for them everywhere else. */
final class Secrets {
    private static final Map<String, String> MARKED = Map.of(
            "database_password", "MARKdatabase4711%/@:",
            "secret_key", "MARKkey4711",
            "admin_password", "MARKadmin4711");
    private static final List<String> TRACES =
            List.of("MARKdatabase4711", "MARKkey4711", "MARKadmin4711", "role-secret");

    private Secrets() {}

    static void plant(Lab lab) {
        lab.aws("put_secret_value(SecretId='" + Lab.SECRET + "', SecretString=__import__('json').dumps({"
                + MARKED.entrySet().stream()
                        .map(entry -> "'" + entry.getKey() + "':'" + entry.getValue() + "'")
                        .reduce((one, two) -> one + "," + two)
                        .orElseThrow()
                + "}))");
    }

    /** Only QIS's own settings file may hold a secret; it is readable by QIS alone. */
    static void assertNowhere(Lab lab, Machine machine) {
        String pattern = String.join("|", TRACES);
        Shell.Result files =
                Shell.run("grep", "-rlEa", pattern, machine.changes().toString());
        assertThat(files.out().lines().filter(path -> !path.endsWith("/opt/qis/conf/local_settings.py")))
                .as("files of " + machine.name())
                .isEmpty();
        assertThat(machine.bash("grep -rlEa '" + pattern
                        + "' /run /tmp /dev/shm /var/lib/qis /opt/qis/images 2>/dev/null; true"))
                .as("volatile files and volumes of " + machine.name())
                .isEmpty();
        assertThat(machine.journal()).as("journal of " + machine.name()).doesNotContainPattern(pattern);
        assertThat(machine.console()).as("console of " + machine.name()).doesNotContainPattern(pattern);
        assertThat(machine.bash("cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'"))
                .as("process list of " + machine.name())
                .doesNotContainPattern(pattern);
        // The search itself can find: a web server's settings do hold the key.
        if (machine.name().startsWith("web")) {
            assertThat(machine.bash("grep -lEa '" + pattern + "' /opt/qis/conf/local_settings.py"))
                    .contains("/opt/qis/conf/local_settings.py");
        }
    }
}
