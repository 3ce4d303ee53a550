package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that tests run, built once by Go from the sources of their makers and kept in the cache. */
public final class GoProgram {
    private GoProgram() {}

    /**
     * The program; without Go the test is skipped, which is said.
     *
     * @param module with a version, such as example.com/cmd/program@v1.2.3
     */
    public static Path of(String module) {
        String name = module.substring(module.lastIndexOf('/') + 1, module.indexOf('@'));
        Path home = TestEngine.CACHE.resolve("test").resolve(name + "-" + module.substring(module.indexOf('@') + 2));
        Path program = home.resolve(name);
        if (!Files.isExecutable(program)) {
            if (Executables.onPath("go", TestEngine.OURS).isEmpty()) {
                String why = "skipped: " + name + " is built from its sources, and there is no go on the PATH";
                System.err.println(why);
                Assumptions.abort(why);
            }
            System.err.println("building " + module + " (kept in the cache)");
            Map<String, String> variables = new TreeMap<>(TestEngine.OURS);
            variables.put("GOBIN", home.toString());
            Result built = TestEngine.find()
                    .in(variables)
                    .program(Path.of("").toAbsolutePath(), List.of("go", "install", module));
            assertThat(built.exitCode()).as(built.toString()).isZero();
        }
        return program;
    }
}
