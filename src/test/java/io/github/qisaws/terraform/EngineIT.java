package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real engine with the real provider against the emulator, with the state in a bucket. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EngineIT {
    private static final String REGION = "eu-west-1";
    private static final Map<String, String> OURS = System.getenv();
    private static final Path CACHE = UserCache.folder(OURS);
    private static final Verb.Init INIT =
            new Verb.Init(List.of(EmulatorEnvironment.BACKEND_CONFIG), false, false, false);

    @TempDir
    static Path folder;

    private static final Interrupts INTERRUPTS = new Interrupts();
    private static Emulator emulator;
    private static ProcessEngine engine;
    private static InitGate gate;
    private static List<String> before;

    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        ProcessRunner runner = new ProcessRunner(INTERRUPTS);
        emulator = new Emulators(runner, OURS, CACHE).start(folder.resolve("logs"), System.err::println);
        emulator.prepare(REGION).createBucket("state");
        before = emulator.leftovers();
        Path directory = Files.createDirectories(folder.resolve("environment"));
        write(directory, Emulator.ACCOUNT);
        Files.writeString(directory.resolve(EmulatorEnvironment.OVERRIDE_FILE), EmulatorEnvironment.overrideFile());
        EngineBinary binary = new EngineFinder(runner, OURS, CACHE).find(Optional.empty());
        ProviderInstallation installation =
                new ProviderSource(binary, OURS, CACHE).resolve(Optional.empty(), directory);
        System.err.println(binary + ", " + installation.told());
        engine = new ProcessEngine(runner, binary, directory, emulator.over(ChildEnvironment.from(OURS, false), REGION))
                .with(installation.environment());
        gate = new InitGate(engine, installation);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    @Order(1)
    void initRunsOnceAndAgainOnlyWhenItsSubjectChanges() throws IOException {
        assertThat(gate.reason(INIT)).contains("not initialized yet");
        gate.ensure(INIT, events::add).orThrow();
        assertThat(events).isNotEmpty();
        assertThat(gate.reason(INIT)).isEmpty();
        events.clear();
        gate.ensure(INIT, events::add).orThrow();
        assertThat(events).isEmpty();

        write(engine.directory(), "999999999999");
        assertThat(gate.reason(INIT)).as("an account is no subject of init").isEmpty();
        assertThat(gate.reason(Verb.Init.plain())).isPresent();
        Files.delete(engine.directory().resolve(".terraform/qis-aws-init"));
        assertThat(gate.reason(INIT)).contains("the last init of qis-aws did not complete");
        write(engine.directory(), Emulator.ACCOUNT);
        gate.ensure(INIT, events::add).orThrow();
    }

    @Test
    @Order(2)
    void aPlanIsShownAppliedReadAndDestroyed() throws IOException {
        Path plan = folder.resolve("plan");
        try (SharedProvider provider = SharedProvider.start(engine, CACHE)) {
            assertThat(provider.isShared()).isTrue();
            Engine shared = provider.sharedBy(engine);
            assertThat(shared.plan(Verb.Plan.to(plan), events::add).orThrow().changes())
                    .isTrue();
            shared.show(plan, folder.resolve("plan.json")).orThrow();
        }
        assertThat(events).contains(new Event.Summary("plan", 2, 0, 0, 0));
        JsonNode json = new ObjectMapper().readTree(folder.resolve("plan.json").toFile());
        assertThat(json.path("resource_changes")).hasSize(2);

        Outcome applied = engine.apply(Verb.Apply.of(plan), events::add).orThrow();
        assertThat(applied.changes()).isTrue();
        assertThat(events)
                .anyMatch(event -> event instanceof Event.Step step
                        && step.stage() == Event.Stage.APPLY_COMPLETE
                        && step.resource().address().equals("aws_vpc.v")
                        && step.id().startsWith("vpc-"));
        assertThat(engine.output().path("vpc").path("value").asText()).startsWith("vpc-");
        assertThat(engine.stateList()).containsExactly("aws_sns_topic.t", "aws_vpc.v");
        assertThat(emulator.leftovers()).anyMatch(left -> left.contains("/vpcs/"));
        Outcome stale = engine.apply(Verb.Apply.of(plan), events::add);
        assertThat(stale.problem().orElseThrow().exitCode()).isEqualTo(ExitCode.STALE_PLAN);

        engine.plan(Verb.Plan.destroy(folder.resolve("destroy")), events::add).orThrow();
        engine.apply(Verb.Apply.of(folder.resolve("destroy")), events::add).orThrow();
        assertThat(engine.stateList()).isEmpty();
        assertThat(emulator.leftovers().stream().filter(left -> !left.startsWith("s3/")))
                .containsExactlyElementsOf(
                        before.stream().filter(left -> !left.startsWith("s3/")).toList());
    }

    @Test
    @Order(3)
    void aHeldLockNamesItsHolder() {
        emulator.prepare(REGION)
                .putObject(
                        "state",
                        "a/terraform.tfstate.tflock",
                        "{\"ID\":\"6d4a2f4e-7b9e-3c1c-8ad0-1e6f6c0d3f11\",\"Operation\":\"OperationTypeApply\","
                                + "\"Info\":\"\",\"Who\":\"bob@host\",\"Version\":\"1.11.4\","
                                + "\"Created\":\"2026-01-01T00:00:00Z\",\"Path\":\"state/a/terraform.tfstate\"}");
        Outcome outcome = engine.plan(Verb.Plan.to(folder.resolve("locked")), events::add);

        assertThat(outcome).isInstanceOf(Outcome.Locked.class);
        assertThat(outcome.problem().orElseThrow().exitCode()).isEqualTo(ExitCode.LOCKED);
        assertThat(outcome.problem().orElseThrow().why()).contains("bob@host", "apply since 2026-01-01");
        assertThat(engine.forceUnlock("6d4a2f4e-7b9e-3c1c-8ad0-1e6f6c0d3f11").succeeded())
                .isTrue();
    }

    @Test
    @Order(4)
    void anotherAccountAndMissingCredentialsAreToldApart() throws IOException {
        write(engine.directory(), "999999999999");
        Outcome wrong = engine.plan(Verb.Plan.to(folder.resolve("wrong")), events::add);
        write(engine.directory(), Emulator.ACCOUNT);

        assertThat(((Outcome.Failed) wrong).cause()).isEqualTo(Outcome.Cause.WRONG_ACCOUNT);
        assertThat(wrong.problem().orElseThrow().exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT);
        assertThat(wrong.problem().orElseThrow().why()).contains("main.tf.json:");

        Outcome none = engine.with(Map.of("AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", ""))
                .plan(Verb.Plan.to(folder.resolve("none")), events::add);
        assertThat(((Outcome.Failed) none).cause()).isEqualTo(Outcome.Cause.NO_CREDENTIALS);
    }

    @Test
    @Order(5)
    void anInterruptedApplyIsWaitedForAndSaysWhatItChanged() {
        Path plan = folder.resolve("again");
        engine.plan(Verb.Plan.to(plan), events::add).orThrow();
        Outcome outcome = engine.apply(Verb.Apply.of(plan), event -> {
            events.add(event);
            if (event instanceof Event.Step step
                    && step.stage() == Event.Stage.APPLY_START
                    && INTERRUPTS.count() == 0) {
                INTERRUPTS.interrupt();
            }
        });

        assertThat(INTERRUPTS.count()).isEqualTo(1);
        assertThat(outcome.problem().orElseThrow().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(outcome.problem().orElseThrow().why()).isEqualTo("It stopped gracefully.");
        System.err.println(outcome.problem().orElseThrow() + " state: " + engine.stateList());
    }

    private static void write(Path directory, String account) throws IOException {
        Files.writeString(directory.resolve("main.tf.json"), """
                {"terraform": {"required_version": ">= 1.10",
                  "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100"}},
                  "backend": {"s3": {"bucket": "state", "key": "a/terraform.tfstate", "region": "eu-west-1",
                    "use_lockfile": true}}},
                 "provider": {"aws": {"region": "eu-west-1",
                   "allowed_account_ids": ["%s"]}},
                 "resource": {"aws_vpc": {"v": {"cidr_block": "10.0.0.0/16"}}, "aws_sns_topic": {"t": {"name": "t"}}},
                 "output": {"vpc": {"value": "${aws_vpc.v.id}"}}}
                """.formatted(account));
    }
}
