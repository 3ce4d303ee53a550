package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestProvider;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Preparation;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From each architecture and layout to each other one, in the emulator; src/bench/transitions.sh runs it. */
@EnabledIfSystemProperty(
        named = "qis.transitions",
        matches = ".+",
        disabledReason = "takes hours; src/bench/transitions.sh runs it")
class TransitionsIT {
    private static final String NAME = "walk";
    private static final String REFUSED = "refused by the rule ";
    private static final DisasterResults RESULTS = new DisasterResults(
            Path.of(System.getProperty("qis.transitions", "target/transitions.jsonl")),
            System.getProperty("qis.transitions.version", "unknown"));

    private final List<String> said = new ArrayList<>();
    private final ProgressLog log = line -> {
        System.err.println(line);
        said.add(line);
    };
    private Emulator emulator;

    @TempDir
    Path folder;

    static Stream<Walk> walks() {
        String chosen = System.getProperty("qis.transitions.walks", "");
        return chosen.isEmpty() ? Walk.all() : Stream.of(chosen.split(",")).map(Walk::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void eachStageIsAppliedOverTheOneBefore(Walk walk) throws IOException {
        assumeFalse(RESULTS.has(walk.toString(), "destroyed"), "skipped: it is in " + RESULTS.file() + " already");
        Path file = Files.createDirectories(folder.resolve("environments").resolve(NAME))
                .resolve("environment.yaml");
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        Files.writeString(file, Walk.file(walk.first()));
        Project project = new Project(folder);
        Tools tools = TestProvider.newest().with(Tools.of(new ProcessRunner(new Interrupts()), System.getenv()));
        Rehearsal rehearsal = new Rehearsal(project, tools, log, review -> log.say(Transition.changes(review)));
        judged(walk.toString(), line -> {
            rehearsal.run(
                    NAME,
                    (started, environment) -> prepare(project, started, tools, environment),
                    variables -> go(walk, file, new Deployments(project, tools.over(variables), log)));
            assertThat(said).anyMatch(text -> text.matches("AWS's service models: .*, 0 problems"));
            line.put("result", "destroyed");
        });
    }

    private void prepare(Project project, Emulator started, Tools tools, Environment environment) {
        emulator = started;
        TestAccount.prepare(project, started, tools, environment);
        if (environment.topology().image().isEmpty()) {
            // A later stage may have servers.
            Preparation preparation = started.prepare("eu-west-1");
            preparation.putParameter("/qis-aws/" + NAME + "/image/x86_64", preparation.registerImage("qis", "x86_64"));
        }
    }

    private void go(Walk walk, Path file, Deployments deployments) {
        String stage = walk.first();
        for (String next : walk.further()) {
            // The same, if the stage between was refused.
            if (!next.equals(stage)) {
                ObjectNode line = judged(stage + " -> " + next, result -> {
                    new Transition(NAME, file, deployments, result).to(next);
                    assertThat(emulator.requests())
                            .as("requests, then problems")
                            .hasSize(1);
                });
                stage = line.path("result").asText().equals("works") ? next : stage;
            }
        }
    }

    /** What may fail; its line of the results is at hand. */
    private interface Step {
        void take(ObjectNode line) throws IOException;
    }

    /** Takes a step; how that went is in the results, with what the emulator refused and the reason of a failure. */
    private ObjectNode judged(String what, Step step) {
        long start = System.nanoTime();
        long known = log().size();
        ObjectNode line = DisasterResults.line().put("what", what).put("result", "failed");
        try {
            step.take(line);
            return line;
        } catch (Exception | AssertionError e) {
            line.put("result", "failed")
                    .put("reason", String.valueOf(e.getMessage()).strip());
            throw new AssertionError(what + ": " + e.getMessage(), e);
        } finally {
            addRefusals(line, known);
            line.put("seconds", Duration.ofNanos(System.nanoTime() - start).toSeconds());
            RESULTS.add(line);
        }
    }

    private void addRefusals(ObjectNode line, long known) {
        List<String> refusals = log().stream()
                .skip(known)
                .filter(text -> text.contains(REFUSED))
                .map(text -> text.substring(text.indexOf("qis-aws: ")))
                .toList();
        line.put("refusals", refusals.size());
        if (!refusals.isEmpty()) {
            line.put("refused", String.join("\n", refusals.stream().distinct().toList()));
        }
    }

    private List<String> log() {
        try {
            return emulator != null && Files.isRegularFile(emulator.log())
                    ? Files.readAllLines(emulator.log())
                    : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
