package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every other engine that this machine has: named by QIS_AWS_TEST_ENGINES, as paths in one line. */
class CompatibilityIT {
    private static final Map<String, String> OURS = System.getenv();
    private static final Path CACHE = UserCache.folder(OURS);

    @TempDir
    Path folder;

    @Test
    void otherEnginesInitializePlanAndShow() throws IOException {
        String engines = OURS.getOrDefault("QIS_AWS_TEST_ENGINES", "");
        if (engines.isBlank()) {
            String reason = "skipped: other engines; QIS_AWS_TEST_ENGINES names none (see src/test/engines)";
            System.err.println(reason);
            abort(reason);
        }
        ProcessRunner runner = new ProcessRunner(new Interrupts());
        try (Emulator emulator = new Emulators(runner, OURS, CACHE).start(folder, CompatibilityIT::tell)) {
            emulator.prepare("eu-west-1").createBucket("state");
            for (String engine : engines.split(File.pathSeparator, -1)) {
                plan(runner, emulator, engine);
            }
        }
    }

    private static void tell(String line) {
        System.err.println(line);
    }

    private void plan(ProcessRunner runner, Emulator emulator, String option) throws IOException {
        EngineBinary binary = new EngineFinder(runner, OURS, CACHE).find(Optional.of(option));
        Path directory = Files.createTempDirectory(folder, "environment");
        Files.writeString(directory.resolve("main.tf.json"), """
                {"terraform": {"required_version": ">= 1.10",
                  "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100"}},
                  "backend": {"s3": {"bucket": "state", "key": "c/terraform.tfstate", "region": "eu-west-1",
                    "use_lockfile": true}}},
                 "provider": {"aws": {"region": "eu-west-1", "allowed_account_ids": ["123456789012"]}},
                 "resource": {"aws_vpc": {"v": {"cidr_block": "10.0.0.0/16"}}}}
                """);
        Files.writeString(directory.resolve(EmulatorEnvironment.OVERRIDE_FILE), EmulatorEnvironment.overrideFile());
        ProviderInstallation installation =
                new ProviderSource(binary, OURS, CACHE).resolve(Optional.empty(), directory);
        ProcessEngine engine = new ProcessEngine(
                        runner, binary, directory, emulator.over(ChildEnvironment.from(OURS, false), "eu-west-1"))
                .with(installation.environment());
        Verb.Init init = new Verb.Init(List.of(EmulatorEnvironment.BACKEND_CONFIG), false, false, false);
        List<Event> events = new ArrayList<>();
        new InitGate(engine, installation).ensure(init, events::add).orThrow();
        Path plan = directory.resolve("plan");
        try (SharedProvider provider = SharedProvider.start(engine, CACHE)) {
            assertThat(provider.isShared()).as("shared by " + binary).isTrue();
            Engine shared = provider.sharedBy(engine);
            assertThat(shared.plan(Verb.Plan.to(plan), events::add).orThrow().changes())
                    .isTrue();
            shared.show(plan, directory.resolve("plan.json")).orThrow();
        }
        assertThat(events).contains(new Event.Summary("plan", 1, 0, 0, 0));
        System.err.println("planned by " + binary + ", " + installation.told());
    }
}
