package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.Recordings;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.EngineBinary;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.EventReader;
import io.github.qisaws.terraform.InitGate;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.PlanFiles;
import io.github.qisaws.terraform.ProviderInstallation;
import io.github.qisaws.terraform.Validation;
import io.github.qisaws.terraform.Verb;
import io.github.qisaws.terraform.Version;
import io.github.qisaws.workspace.EngineChoice;
import io.github.qisaws.workspace.Engines;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * An engine that records each verb, shows recorded plans, and replays recorded events. What the tests change here, a real
 * engine would have found in AWS.
 */
public final class Script implements Engines {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each verb that reached an engine, with its argument, in order. */
    public final List<String> verbs = new ArrayList<>();

    /** The recordings that plans show, in order; the last is shown again and again. */
    private final Deque<String> plans = new ArrayDeque<>();

    /** The plan file of the last apply. */
    public Path applied;

    private final Deque<Outcome> failedPlans = new ArrayDeque<>();
    private final Deque<Outcome> applies = new ArrayDeque<>();
    private JsonNode state = json("{}");
    private Runnable beforeApply = () -> {};
    private Runnable afterApply = () -> {};
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private List<Event> events = List.of();
    private Runnable whileShown = () -> {};
    private Validation validation = new Validation(true, List.of());

    /** The next plan shows this recording, of {@link Recordings}. */
    public Script plans(String recording) {
        plans.add(recording);
        return this;
    }

    public Script state(String json) {
        state = json(json);
        return this;
    }

    /** The next plan ends so; others succeed. */
    public Script nextPlanEnds(Outcome outcome) {
        failedPlans.add(outcome);
        return this;
    }

    /** The next apply ends so; others succeed. */
    public Script applies(Outcome outcome) {
        applies.add(outcome);
        return this;
    }

    public Script beforeApply(Runnable action) {
        beforeApply = action;
        return this;
    }

    /** An apply reports these events in place of the recorded ones. */
    public Script reports(List<Event> others) {
        events = others;
        return this;
    }

    private void report(Consumer<Event> listener) {
        if (!events.isEmpty()) {
            events.forEach(listener);
            return;
        }
        try (var lines = Files.lines(Path.of("src/test/resources/progress/terraform-1.11.events.jsonl"))) {
            lines.map(EventReader::read).forEach(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that happens while a plan is read. */
    public Script whileShown(Runnable action) {
        whileShown = action;
        return this;
    }

    public Script validates(Validation other) {
        validation = other;
        return this;
    }

    public Script afterApply(Runnable action) {
        afterApply = action;
        return this;
    }

    /** A verb other than apply ends so each time; its first word is enough. */
    public Script ends(String verb, Outcome outcome) {
        outcomes.put(verb, outcome);
        return this;
    }

    private Outcome ended(String verb, Outcome usual) {
        verbs.add(verb);
        return outcomes.entrySet().stream()
                .filter(each -> verb.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(usual);
    }

    /** Tools with this engine, at a time. */
    public Tools tools(Clock clock, Effects effects) {
        return new Tools(
                new ProcessRunner(new Interrupts()),
                Map.of("PATH", System.getenv("PATH"), "HOME", "/nonexistent"),
                EngineChoice.USUAL,
                this,
                clock,
                effects);
    }

    @Override
    public InitGate in(Path folder, Tools tools, boolean emulated) {
        ProviderInstallation installation = new ProviderInstallation(
                ProviderInstallation.Kind.OWN_CONFIGURATION,
                "provider from a script",
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return new InitGate(new Scripted(folder), installation);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome done(boolean changes) {
        return new Outcome.Succeeded(changes, List.of());
    }

    /** The engine in one folder. */
    private final class Scripted implements Engine {
        private final Path folder;

        Scripted(Path folder) {
            this.folder = folder;
        }

        @Override
        public EngineBinary binary() {
            return new EngineBinary(
                    Path.of("/scripted/terraform"),
                    EngineBinary.Kind.TERRAFORM,
                    Version.parse("1.11.4").orElseThrow(),
                    "linux_amd64");
        }

        @Override
        public Path directory() {
            return folder;
        }

        @Override
        public Outcome init(Verb.Init init, Consumer<Event> listener) {
            return ended(init.migrate() ? "init migrating" : "init", done(false));
        }

        @Override
        public Outcome plan(Verb.Plan plan, Consumer<Event> listener) {
            String verb = "plan " + plan.mode().name().toLowerCase(java.util.Locale.ROOT);
            Outcome outcome = ended(plan.refresh() ? verb : verb + " without refresh", done(true));
            if (!failedPlans.isEmpty()) {
                return failedPlans.remove();
            }
            if (!outcome.succeeded()) {
                return outcome;
            }
            String shown = plans.size() > 1 ? plans.remove() : plans.element();
            PlanFiles.write(plan.out(), folder, plan.mode(), shown);
            return done(!shown.contains("unchanged"));
        }

        @Override
        public Outcome apply(Verb.Apply apply, Consumer<Event> listener, LongConsumer started) {
            verbs.add("apply");
            applied = apply.plan();
            beforeApply.run();
            Outcome outcome = applies.isEmpty() ? done(true) : applies.remove();
            if (outcome.neverBegan()) {
                return outcome;
            }
            report(listener);
            afterApply.run();
            return outcome;
        }

        @Override
        public Validation validate() {
            verbs.add("validate");
            return validation;
        }

        @Override
        public Outcome show(Path plan, Path into) {
            Outcome outcome = ended("show", done(false));
            if (!outcome.succeeded()) {
                return outcome;
            }
            whileShown.run();
            try {
                Files.copy(Recordings.file(PlanFiles.recording(plan)), into, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return outcome;
        }

        @Override
        public JsonNode output() {
            verbs.add("output");
            return json("{'load_balancer':{'value':'lb.example.com'}}");
        }

        @Override
        public List<String> stateList() {
            verbs.add("state list");
            List<String> addresses = new ArrayList<>();
            state.path("resources")
                    .forEach(each -> addresses.add(
                            each.path("type").asText() + "." + each.path("name").asText()));
            return addresses;
        }

        @Override
        public JsonNode statePull() {
            verbs.add("state pull");
            return state;
        }

        @Override
        public Outcome statePush(Path file) {
            return ended("state push", done(false));
        }

        @Override
        public Outcome forceUnlock(String lockId) {
            return ended("force-unlock " + lockId, done(false));
        }

        @Override
        public Outcome untaint(String address) {
            return ended("untaint " + address, done(false));
        }

        @Override
        public Outcome stateMove(String from, String to) {
            return ended("state mv " + from + " " + to, done(false));
        }

        @Override
        public Shared share(Path cacheFolder) {
            return alone();
        }
    }
}
