package io.github.qisaws.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The AWS emulator from PyPI, in a virtual environment of the test cache. */
final class Moto {
    private static final String VERSION = "5.2.5";
    private static final Path HOME = Path.of(System.getProperty("user.home"), ".cache/qis-aws/test/moto-" + VERSION);

    private Moto() {}

    static Path server() {
        return installed().resolve("bin/moto_server");
    }

    static Path python() {
        return installed().resolve("bin/python");
    }

    private static synchronized Path installed() {
        if (!Files.exists(HOME.resolve("complete"))) {
            System.err.println("servers: installing moto " + VERSION + " (kept in the cache)");
            Shell.check("rm", "-rf", HOME.toString());
            Shell.check("python3", "-m", "venv", HOME.toString());
            Shell.check(
                    Duration.ofMinutes(8),
                    List.of(
                            HOME + "/bin/python",
                            "-m",
                            "pip",
                            "install",
                            "-q",
                            "moto[secretsmanager,server]==" + VERSION));
            Shell.check("touch", HOME.resolve("complete").toString());
        }
        return HOME;
    }
}
