package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A smoke run against the emulator, where nothing differs; nobody has run it in an account. */
class SmokeIT {
    private static final Path EXAMPLE = Path.of("environments/single");

    @TempDir
    Path folder;

    private final TestEngine engine = TestEngine.find();
    private final List<String> said = new ArrayList<>();
    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        TestEngine.copy(EXAMPLE, folder.resolve(EXAMPLE));
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), said::add);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void oneServerLivesItsWholeLifeAndLeavesNothing() {
        Project project = new Project(folder);
        Tools ours = Tools.of(engine.runner(), TestEngine.OURS);
        TestAccount.prepare(project, emulator, ours, EnvironmentFile.read(project.folder("single")));
        Tools tools = ours.over(emulator.over(TestEngine.OURS, "eu-west-1"));

        SmokeReport report = new Smoke(project, tools, said::add, Pace.of(Pace.USUAL_LIMIT)).run("single");

        assertThat(report.isClean()).as(report.markdown() + said).isTrue();
        assertThat(report.markdown()).contains("| everyday change: a tag |", "| nothing left |");
        assertThat(said).last().isEqualTo("All steps are done.");
        assertThat(folder.resolve(EXAMPLE).resolve(EnvironmentFile.NAME))
                .hasSameTextualContentAs(EXAMPLE.resolve(EnvironmentFile.NAME));
    }
}
