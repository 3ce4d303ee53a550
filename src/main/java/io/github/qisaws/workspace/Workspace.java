package io.github.qisaws.workspace;

import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.InitGate;
import io.github.qisaws.terraform.LockFile;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.ProviderChoice;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.terraform.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A folder in which Terraform runs.
 *
 * @param emulated whether an emulator replaces AWS
 * @param lockFile the lock file that the user commits; empty: the lock file of this folder is for qis-aws only
 * @param tools the tools with which the workspace was created
 */
public record Workspace(InitGate gate, Optional<Path> lockFile, boolean emulated, Tools tools) {
    private static final String AWS = "aws";

    /** File with the import blocks of a recovery; part of the configuration during the recovery's plans. */
    private static final String RECOVERY_IMPORTS = "qis-aws-recover.tf.json";

    /** The environment's own folder, or for an emulator a copy with Terraform override files. */
    public static Workspace of(Project project, ConfiguredEnvironment configured, Tools tools) {
        Optional<Endpoint> endpoint = Endpoint.of(tools.variables());
        Path committed = configured.folder().resolve(LockFile.NAME);
        if (endpoint.isEmpty()) {
            return in(configured.folder().toAbsolutePath().normalize(), Optional.of(committed), tools, false);
        }
        Path folder = Folders.scratch(
                project,
                endpoint.get().folder(),
                "environments",
                configured.environment().name());
        ownFiles(configured, true).forEach((name, text) -> Folders.write(folder.resolve(name), text));
        boolean rehearsed = tools.choice().version().kind() == ProviderRequest.Kind.EXACT;
        Optional<Path> lockFile = Optional.of(committed).filter(file -> !rehearsed && Files.isRegularFile(file));
        Workspace workspace = in(folder, lockFile, tools, true);
        // After the first init with a requested version, the copy's lock file selects it, so it is kept.
        if (!rehearsed || !workspace.choice().isRequestLocked()) {
            Folders.copyIfThere(committed, folder.resolve(LockFile.NAME));
        }
        return workspace;
    }

    /** A workspace in a scratch folder, for a configuration that is not committed. */
    public static Workspace scratch(Project project, String kind, String name, Tools tools) {
        Optional<Endpoint> endpoint = Endpoint.of(tools.variables());
        Path folder = Folders.scratch(project, endpoint.map(Endpoint::folder).orElse(AWS), kind, name);
        return endpoint.isPresent()
                ? emulated(folder, Optional.empty(), tools)
                : in(folder, Optional.empty(), tools, false);
    }

    private static Workspace emulated(Path folder, Optional<Path> lockFile, Tools tools) {
        Folders.write(folder.resolve(EmulatorEnvironment.OVERRIDE_FILE), EmulatorEnvironment.overrideFile());
        return in(folder, lockFile, tools, true);
    }

    private static Workspace in(Path folder, Optional<Path> lockFile, Tools tools, boolean emulated) {
        return new Workspace(tools.engines().in(folder, tools, emulated), lockFile, emulated, tools);
    }

    /** The configuration files that qis-aws writes, with their content by name. */
    public Map<String, String> ownFiles(ConfiguredEnvironment configured) {
        return ownFiles(configured, emulated);
    }

    private static Map<String, String> ownFiles(ConfiguredEnvironment configured, boolean emulated) {
        String configuration = configured.configuration().text();
        return emulated
                ? Map.of(
                        Configuration.FILE,
                        configuration,
                        EmulatorOverrides.FILE,
                        EmulatorOverrides.overrideFile(configured.deployment()),
                        EmulatorEnvironment.OVERRIDE_FILE,
                        EmulatorEnvironment.overrideFile())
                : Map.of(Configuration.FILE, configuration);
    }

    public Engine engine() {
        return gate.engine();
    }

    public Path folder() {
        return engine().directory();
    }

    public Path recoveryImports() {
        return folder().resolve(RECOVERY_IMPORTS);
    }

    /** Removes the import blocks that an interrupted recovery may have left. */
    public void removeRecoveryImports() {
        Folders.delete(recoveryImports());
    }

    public Scratch scratch() {
        return Scratch.in(folder());
    }

    /**
     * Reads a plan's JSON, which contains sensitive values in plain text and is deleted afterwards.
     *
     * @param engine Terraform of this workspace, or one with a shared provider process
     */
    public <T> T shown(Engine engine, Path planFile, Function<Path, T> read) {
        Path json = PrivateFolder.fresh(scratch().clear()).resolve("plan.json");
        try {
            engine.show(planFile, json).orThrow();
            return read.apply(json);
        } finally {
            Folders.delete(json.getParent());
        }
    }

    /**
     * Applies a plan file and records the effect.
     *
     * @param steps how many changes the engine will report as complete; 0: not known
     * @param started as for {@link Engine#apply(Verb.Apply, Consumer, LongConsumer)}
     */
    public Outcome apply(Path plan, int steps, Consumer<Event> listener, LongConsumer started) {
        AppliedChanges applied = new AppliedChanges(steps);
        tools.effects().watchInAws(applied::words);
        return engine().apply(
                        Verb.Apply.of(plan),
                        event -> {
                            applied.accept(event);
                            listener.accept(event);
                        },
                        started);
    }

    /** Runs init if it is needed, and reports why; empty if it was not needed. */
    public Optional<Outcome> initialize(ProgressLog log) {
        Verb.Init init = init(false, false);
        ProviderChoice choice = choice();
        choice.check();
        return gate.reason(init).map(reason -> {
            log.say("Initializing " + engine().binary() + ": " + reason + "…");
            return initialize(choice, init, log);
        });
    }

    /** Runs init unconditionally, and reports which provider version qis-aws selected. */
    public Outcome initialize(Verb.Init init, ProgressLog log) {
        return initialize(choice(), init, log);
    }

    private Outcome initialize(ProviderChoice choice, Verb.Init init, ProgressLog log) {
        ProviderChoice.Initialized initialized = choice.initialize(init, event -> {});
        ProviderNotes words = new ProviderNotes(
                lockFile.orElse(folder().resolve(LockFile.NAME)), lockFile.isPresent() && !emulated, gate.source());
        initialized.selection().ifPresent(selection -> words.lines(selection).forEach(log::say));
        return noted("initialized " + folder(), initialized.outcome());
    }

    /**
     * Notes a change that the engine was to make: as done, or as possible if the engine failed, which it can after the
     * change.
     *
     * @param effect as for {@link io.github.qisaws.problem.Effects#add}
     */
    public Outcome noted(String effect, Outcome outcome) {
        if (!outcome.neverBegan()) {
            tools.effects().add((outcome.succeeded() ? "" : "possibly ") + effect);
        }
        return outcome;
    }

    private ProviderChoice choice() {
        return new ProviderChoice(gate, Tools.PROVIDERS, tools.choice().version(), lockFile, tools.variables());
    }

    /** The init command for this folder; an emulator without DNS names needs path-style S3 requests. */
    public Verb.Init init(boolean reconfigure, boolean migrate) {
        List<String> backendConfig = emulated ? List.of(EmulatorEnvironment.BACKEND_CONFIG) : List.of();
        return new Verb.Init(backendConfig, reconfigure, migrate, false);
    }
}
