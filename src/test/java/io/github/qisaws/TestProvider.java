package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.terraform.ProviderSource;
import io.github.qisaws.terraform.Version;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    /** The newest: where the machine finds it, from the registry, or built from its source, once for each machine. */
    public static TestProvider newest() {
        String version = Versions.TESTED_AWS.get(0);
        if (offered().contains(version)) {
            return new TestProvider(version, Optional.empty());
        }
        if (Executables.onPath("bash", TestEngine.OURS).isEmpty()) {
            String why = "skipped: AWS provider " + version + " is fetched by " + SCRIPT + ", which needs bash";
            System.err.println(why);
            Assumptions.abort(why);
        }
        Result made = TestEngine.find()
                .in(TestEngine.OURS)
                .program(Path.of("").toAbsolutePath(), List.of("bash", SCRIPT.toString()), BUILDING);
        assertThat(made.exitCode()).as(made.toString()).isZero();
        String mirror = made.out().strip();
        assertThat(offered(Optional.of(mirror)))
                .as("versions in " + mirror + ", made by " + SCRIPT)
                .contains(version);
        return new TestProvider(version, Optional.of(mirror));
    }

    /** The oldest that the modules accept; where this machine's mirror lacks it, the oldest that it has, which is said. */
    public static TestProvider oldest() {
        List<String> offered = offered();
        List<String> oldestFirst = new ArrayList<>(Versions.TESTED_AWS);
        Collections.reverse(oldestFirst);
        String oldest = oldestFirst.get(0);
        if (offered.isEmpty() || offered.contains(oldest)) {
            return new TestProvider(oldest, Optional.empty());
        }
        String instead = oldestFirst.stream()
                .filter(offered::contains)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tested AWS provider among " + offered));
        System.err.println("NOT TESTED: AWS provider " + oldest + "; this machine's mirror has " + offered + ", so "
                + instead + " takes its place");
        return new TestProvider(instead, Optional.empty());
    }

    /** Versions in the mirror that this machine uses; empty for a registry, which is not asked. */
    private static List<String> offered() {
        return offered(Optional.empty());
    }

    private static List<String> offered(Optional<String> mirror) {
        TestEngine engine = TestEngine.find();
        return new ProviderSource(engine.binary(), TestEngine.OURS, TestEngine.CACHE)
                .resolve(mirror, Path.of("").toAbsolutePath()).offered().stream()
                        .map(Version::text)
                        .toList();
    }

    /** This machine's engine, which in the given folder takes this version and no other. */
    public TestEngine engineIn(Path folder) throws IOException {
        TestEngine engine = TestEngine.find(mirror);
        // Without checksums, which init adds.
        Files.writeString(
                folder.resolve(".terraform.lock.hcl"),
                "provider \"" + engine.binary().awsProvider() + "\" {\n  version = \"" + version + "\"\n}\n");
        return engine;
    }

    /** Tools that use it. */
    public Tools with(Tools tools) {
        return tools.choosing(new EngineChoice(
                tools.choice().program(),
                mirror.or(tools.choice()::providerMirror),
                ProviderRequest.of(Optional.of(version), Tools.PROVIDERS),
                tools.choice().debug()));
    }
}
