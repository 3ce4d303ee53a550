package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Programs of other makers that tests run; src/test/tools installs them once for each machine. */
public final class TestTool {
    private static final Path SCRIPT = Path.of("src/test/tools/tool.sh").toAbsolutePath();
    private static final Duration INSTALLING = Duration.ofMinutes(30);

    /** What the script says to a machine that lacks pip, go or npm. */
    private static final int MISSING = 69;

    private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

    private TestTool() {}

    /** The folder of a program of tools.txt; if it cannot be installed on this machine, the test is skipped. */
    public static Path folder(String name) {
        return FOLDERS.computeIfAbsent(name, TestTool::install);
    }

    private static Path install(String name) {
        if (Executables.onPath("bash", TestEngine.OURS).isEmpty()) {
            Assumptions.abort(name + " is installed by " + SCRIPT + ", which needs bash");
        }
        Result installed = TestEngine.ours(List.of("bash", SCRIPT.toString(), name), INSTALLING);
        Assumptions.assumeTrue(installed.exitCode() != MISSING, installed.err());
        assertThat(installed.exitCode()).as(installed.toString()).isZero();
        System.err.print(installed.err());
        return Path.of(installed.out().strip());
    }
}
