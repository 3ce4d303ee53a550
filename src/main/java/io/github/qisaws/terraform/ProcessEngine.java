package io.github.qisaws.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.ByteSink;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Limits;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.Sinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.StreamSupport;

/** Runs Terraform in one folder and parses its JSON output. */
public final class ProcessEngine implements Engine {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Grace period of commands that change resources: an interrupted apply waits for running AWS operations, and a
     * kill would lose their results.
     */
    private static final Limits PATIENT = Limits.grace(Duration.ofMinutes(5));

    private static final Limits USUAL = Limits.grace(Duration.ofSeconds(30));

    private final ProcessRunner runner;
    private final EngineBinary binary;
    private final Path directory;
    private final Map<String, String> environment;

    /**
     * Commands for one folder.
     *
     * @param environment all environment variables of Terraform: from {@link ChildEnvironment}, {@link
     *     ProviderSource}, and the emulator
     */
    public ProcessEngine(ProcessRunner runner, EngineBinary binary, Path directory, Map<String, String> environment) {
        this.runner = Objects.requireNonNull(runner);
        this.binary = Objects.requireNonNull(binary);
        this.directory = directory.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
    }

    /** This program with additional environment variables. */
    public ProcessEngine with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new ProcessEngine(runner, binary, directory, all);
    }

    @Override
    public EngineBinary binary() {
        return binary;
    }

    @Override
    public Path directory() {
        return directory;
    }

    ProcessRunner runner() {
        return runner;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public Outcome init(Verb.Init init, Consumer<Event> listener) {
        return stream(init, listener);
    }

    @Override
    public Outcome plan(Verb.Plan plan, Consumer<Event> listener) {
        return stream(plan, listener);
    }

    @Override
    public Outcome apply(Verb.Apply apply, Consumer<Event> listener, LongConsumer started) {
        return stream(apply, listener, started);
    }

    @Override
    public Validation validate() {
        Verb verb = new Verb.Validate();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines err = new Lines();
        Ended ended = run(verb, Sinks.to(out), err.sink());
        try {
            JsonNode json = JSON.readTree(out.toByteArray());
            if (json.has("valid")) {
                List<Diagnostic> diagnostics = StreamSupport.stream(
                                json.path("diagnostics").spliterator(), false)
                        .map(Diagnostic::read)
                        .toList();
                return new Validation(json.path("valid").asBoolean(), diagnostics);
            }
        } catch (IOException e) {
            err.accept("The output is not JSON.");
        }
        throw judge(verb, ended, err).problem().orElseGet(() -> noAnswer(verb)).asException();
    }

    @Override
    public Outcome show(Path plan, Path into) {
        Verb verb = new Verb.Show(plan);
        Lines err = new Lines();
        try (OutputStream file = PrivateFiles.create(into)) {
            return judge(verb, run(verb, Sinks.to(file), err.sink()), err);
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot write " + into,
                            String.valueOf(e.getMessage()),
                            "Check the permissions of the folder and free disk space.")
                    .causedBy(e);
        }
    }

    @Override
    public JsonNode output() {
        Verb verb = new Verb.Output();
        return json(verb, text(verb));
    }

    @Override
    public List<String> stateList() {
        // With a remote backend, state list fails if there is no state, but state pull returns an empty state.
        if (statePull().path("resources").isEmpty()) {
            return List.of();
        }
        return text(new Verb.StateList())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Override
    public JsonNode statePull() {
        Verb verb = new Verb.StatePull();
        String text = text(verb);
        return text.isBlank() ? JSON.createObjectNode() : json(verb, text);
    }

    @Override
    public Outcome statePush(Path file) {
        return silently(new Verb.StatePush(file));
    }

    @Override
    public Outcome forceUnlock(String lockId) {
        return silently(Verb.Repair.unlock(lockId));
    }

    @Override
    public Outcome untaint(String address) {
        return silently(Verb.Repair.untaint(address));
    }

    @Override
    public Outcome stateMove(String from, String to) {
        return silently(Verb.Repair.move(from, to));
    }

    @Override
    public Shared share(Path cacheFolder) {
        SharedProvider provider = SharedProvider.start(this, cacheFolder);
        return new Shared(provider.sharedBy(this), provider::close);
    }

    private Outcome silently(Verb verb) {
        Lines err = new Lines();
        return judge(verb, run(verb, Sinks.discard(), err.sink()), err);
    }

    private Outcome stream(Verb verb, Consumer<Event> listener) {
        return stream(verb, listener, group -> {});
    }

    private Outcome stream(Verb verb, Consumer<Event> listener, LongConsumer started) {
        EventCollector progress = new EventCollector(listener);
        Lines err = new Lines();
        Ended ended = run(verb, Sinks.lines(line -> progress.accept(EventReader.read(line))), err.sink(), started);
        List<Diagnostic> diagnostics = new ArrayList<>(progress.diagnostics());
        if (ended.exitCode() != 0 && diagnostics.stream().noneMatch(Diagnostic::isError)) {
            // Errors before the JSON output starts are printed as text, on either stream.
            diagnostics.addAll(HumanText.errors(err.all().isEmpty() ? progress.texts() : err.all()));
        }
        return new Judge(binary, verb).judge(ended, diagnostics, progress.done());
    }

    private String text(Verb verb) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines err = new Lines();
        judge(verb, run(verb, Sinks.to(out), err.sink()), err).orThrow();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Outcome judge(Verb verb, Ended ended, Lines err) {
        List<Diagnostic> diagnostics = ended.exitCode() == 0 ? List.of() : HumanText.errors(err.all());
        return new Judge(binary, verb).judge(ended, diagnostics, 0);
    }

    private Ended run(Verb verb, ByteSink out, ByteSink err) {
        return run(verb, out, err, group -> {});
    }

    private Ended run(Verb verb, ByteSink out, ByteSink err, LongConsumer started) {
        List<String> argv = new ArrayList<>(List.of(binary.executable().toString()));
        argv.addAll(verb.arguments());
        Command command = Command.of(directory, environment, argv)
                .withStreams(out, err)
                .withLimits(verb.changesThings() ? PATIENT : USUAL);
        return runner.run(command, started);
    }

    private JsonNode json(Verb verb, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw noAnswer(verb).causedBy(e);
        }
    }

    private Problem noAnswer(Verb verb) {
        return new Problem(
                ExitCode.FAILED,
                binary.kind().program() + " " + verb.name() + " printed no JSON",
                "The program is " + binary.executable() + ", " + binary + ".",
                "Check that the program is an official release of Terraform or OpenTofu.");
    }
}
