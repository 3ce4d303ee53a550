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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A smoke run against the emulator, where nothing differs; nobody has run it in an account. */
class SmokeIT {
    @TempDir
    Path folder;

    @Test
    void oneServerLivesItsWholeLifeAndLeavesNothing() throws IOException {
        TestEngine.copy(Path.of("environments/single"), folder.resolve("environments/single"));
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        Project project = new Project(folder);
        TestEngine engine = TestEngine.find();
        Tools ours = Tools.of(engine.runner(), TestEngine.OURS);
        try (Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println)) {
            TestAccount.prepare(project, emulator, ours, EnvironmentFile.read(project.folder("single")));
            Tools tools = ours.over(emulator.over(TestEngine.OURS, "eu-west-1"));
            SmokeReport report =
                    new Smoke(project, tools, System.err::println, Pace.of(Pace.USUAL_LIMIT)).run("single");
            assertThat(report.markdown()).contains("| everyday change: a tag |", "Nothing.");
            assertThat(report.isClean()).as(report.markdown()).isTrue();
            assertThat(emulator.leftovers()).noneMatch(resource -> resource.contains("/instances/"));
        }
        assertThat(Files.readString(folder.resolve("environments/single/environment.yaml")))
                .isEqualTo(Files.readString(Path.of("environments/single/environment.yaml")));
    }
}
