package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** A real container engine; tests that need one are skipped where the machine can have none. */
public final class TestContainerEngine {
    private static final Path SCRIPT =
            Path.of("src/test/engines/container-engine.sh").toAbsolutePath();

    /** What the script says on a machine that can have no engine. */
    private static final int MISSING = 69;

    /** The image of the emulator may be made beside other tests. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private TestContainerEngine() {}

    /** The address of an engine, as in DOCKER_HOST. */
    public static URI address() {
        return ask("address");
    }

    /** The address of an engine that has the emulator's image. */
    public static URI withEmulatorImage() {
        return ask("moto");
    }

    /** Our environment variables, with this engine and no other setting of an engine or emulator. */
    public static Map<String, String> variables(URI address) {
        Map<String, String> variables = new TreeMap<>(TestEngine.OURS);
        variables.keySet().removeIf(name -> name.startsWith("DOCKER_") || name.startsWith("QIS_AWS_EMULATOR"));
        variables.put("DOCKER_HOST", address.toString());
        return variables;
    }

    /** Runs the docker command against an engine. */
    public static String docker(URI address, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("docker", "-H", address.toString()));
        command.addAll(List.of(arguments));
        Result result = TestEngine.ours(command, Duration.ofMinutes(2));
        assertThat(result.exitCode()).as(command + ": " + result).isZero();
        return result.out().strip();
    }

    private static URI ask(String verb) {
        if (Executables.onPath("bash", TestEngine.OURS).isEmpty()) {
            Assumptions.abort("container engines are found by " + SCRIPT + ", which needs bash");
        }
        Result result = TestEngine.ours(List.of("bash", SCRIPT.toString(), verb), PATIENCE);
        Assumptions.assumeTrue(result.exitCode() != MISSING, result.err());
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return URI.create(result.out().strip());
    }
}
