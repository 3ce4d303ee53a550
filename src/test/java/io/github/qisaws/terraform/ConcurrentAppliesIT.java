package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applies of the same state at the same moment, each from a folder of its own, as from as many machines. The
 * configuration is trivial and takes some seconds; src/bench/concurrent.sh sets how many there are.
 */
class ConcurrentAppliesIT {
    private static final String CONFIGURATION = """
            {"terraform": {"backend": {"s3": {"bucket": "state", "key": "a/terraform.tfstate", "region": "eu-west-1",
               "use_lockfile": true}}},
             "resource": {"terraform_data": {"slow": {
               "provisioner": [{"local-exec": {"command": "sleep %d"}}]}}}}
            """;

    private final int many = Integer.getInteger("qis.concurrent", 2);

    @TempDir
    Path folder;

    @Test
    void ofAppliesThatBeginTogetherOneWinsAndTheOthersNameIt() throws Exception {
        TestEngine engine = TestEngine.find();
        try (Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {})) {
            emulator.prepare("eu-west-1").createBucket("state");
            Map<String, String> variables = ChildEnvironment.from(emulator.over(TestEngine.OURS, "eu-west-1"), false);
            List<Outcome> outcomes = applyTogether(planned(engine.in(variables)));
            long won = outcomes.stream().filter(Outcome::succeeded).count();
            long named = outcomes.stream()
                    .filter(Outcome.Locked.class::isInstance)
                    .filter(outcome -> ((Outcome.Locked) outcome).holder().known())
                    .count();
            System.err.println(many + " applies at once: " + won + " won, " + named + " named it");
            assertThat(won).isEqualTo(1);
            assertThat(named).as(outcomes.toString()).isEqualTo(many - 1L);
            assertThat(outcomes.stream().flatMap(outcome -> outcome.problem().stream()))
                    .allSatisfy(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED));
        }
    }

    /** One plan, in as many folders: what each has in its hands was planned on the same state. */
    private List<Engine> planned(TestEngine engine) throws IOException {
        List<Engine> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Path directory = folder.resolve("machine-" + i);
            Files.createDirectories(directory.resolve(".terraform"));
            all.add(new ProcessEngine(engine.runner(), engine.binary(), directory, engine.environment()));
        }
        Engine first = all.get(0);
        // So long that the last has asked for the lock before the first is done.
        Files.writeString(first.directory().resolve("main.tf.json"), CONFIGURATION.formatted(10 + many));
        first.init(new Verb.Init(List.of(EmulatorEnvironment.BACKEND_CONFIG), false, false, false), event -> {})
                .orThrow();
        first.plan(Verb.Plan.to(first.directory().resolve("plan")), event -> {}).orThrow();
        for (Engine other : all.subList(1, many)) {
            for (String file : List.of("main.tf.json", "plan", ".terraform/terraform.tfstate")) {
                Files.copy(first.directory().resolve(file), other.directory().resolve(file));
            }
        }
        return all;
    }

    private static List<Outcome> applyTogether(List<Engine> all) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Outcome>> futures = new ArrayList<>();
        for (Engine engine : all) {
            Callable<Outcome> apply = () -> {
                start.await();
                return engine.apply(Verb.Apply.of(engine.directory().resolve("plan")), event -> {});
            };
            futures.add(threads.submit(apply));
        }
        start.countDown();
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> future : futures) {
            outcomes.add(future.get());
        }
        threads.shutdown();
        return outcomes;
    }
}
