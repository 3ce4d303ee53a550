package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.pipeline.Tools;
import io.github.qisaws.process.Executables;
import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.terraform.ProviderSource;
import io.github.qisaws.terraform.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A tested AWS provider, whatever else this machine would find first.
 *
 * @param version one of {@link Versions#TESTED_AWS}
 * @param mirror the folder that holds it; empty: where the machine finds it
 */
public record TestProvider(String version, Optional<String> mirror) {
    private static final Path SCRIPT = Path.of("src/test/engines/provider-6.sh").toAbsolutePath();

    /** A build on two processors that tests use too, with all its downloads. */
    private static final Duration BUILDING = Duration.ofMinutes(40);

    /** The newest: from a given mirror, from the registry, or else built from its source, once for each machine. */
    public static synchronized TestProvider newest() {
        if (Executables.onPath("bash", TestEngine.OURS).isEmpty()) {
            String why = "skipped: the newest tested AWS provider is fetched by " + SCRIPT + ", which needs bash";
            System.err.println(why);
            Assumptions.abort(why);
        }
        String version = Versions.TESTED_AWS.get(0);
        Path home = TestEngine.CACHE.resolve("test").resolve("provider-" + version);
        TestEngine engine = TestEngine.find();
        Result made = engine.in(TestEngine.OURS)
                .program(
                        Path.of("").toAbsolutePath(),
                        List.of(
                                "bash",
                                SCRIPT.toString(),
                                home.toString(),
                                engine.engine().executable().toString()),
                        BUILDING);
        assertThat(made.exitCode()).as(made.toString()).isZero();
        String mirror = made.out().strip();
        assertThat(Path.of(mirror)).as("the folder that the script prints").isDirectory();
        return new TestProvider(version, Optional.of(mirror));
    }

    /** The oldest that the modules accept; where this machine's mirror lacks it, the oldest that it has, which is said. */
    public static TestProvider oldest() {
        TestEngine engine = TestEngine.find();
        List<String> offered = new ProviderSource(engine.engine(), TestEngine.OURS, TestEngine.CACHE)
                .resolve(Optional.empty(), Path.of("").toAbsolutePath()).offered().stream()
                        .map(Version::text)
                        .toList();
        String oldest = Versions.TESTED_AWS.get(Versions.TESTED_AWS.size() - 1);
        if (offered.isEmpty() || offered.contains(oldest)) {
            return new TestProvider(oldest, Optional.empty());
        }
        String instead = Versions.TESTED_AWS.stream()
                .filter(offered::contains)
                .reduce((newer, older) -> older)
                .orElseThrow(() -> new AssertionError("no tested AWS provider among " + offered));
        System.err.println("NOT TESTED: AWS provider " + oldest + "; this machine's mirror has " + offered + ", so "
                + instead + " takes its place");
        return new TestProvider(instead, Optional.empty());
    }

    /** This machine's engine with it; for a configuration without a lock file. */
    public TestEngine engine() {
        return TestEngine.find(mirror);
    }

    /** Tools that use it. */
    public Tools with(Tools tools) {
        return new Tools(
                tools.runner(),
                tools.variables(),
                tools.engine(),
                mirror.or(tools::providerMirror),
                ProviderRequest.of(Optional.of(version), Tools.PROVIDERS),
                tools.debug());
    }
}
