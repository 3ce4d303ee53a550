package io.github.qisaws.pipeline;

import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.terraform.ChildEnvironment;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.EngineFinder;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.InitGate;
import io.github.qisaws.terraform.Outcome;
import io.github.qisaws.terraform.ProviderInstallation;
import io.github.qisaws.terraform.ProviderSource;
import io.github.qisaws.terraform.Terraform;
import io.github.qisaws.terraform.Verb;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A folder in which the engine runs.
 *
 * @param emulated whether an emulator stands in for AWS
 * @param tools with which it was set up
 */
record Workspace(Terraform terraform, InitGate gate, boolean emulated, Tools tools) {
    private static final String LOCK_FILE = ".terraform.lock.hcl";
    private static final String AWS = "aws";

    /** The environment's own folder, or for an emulator a copy with Terraform's override file beside it. */
    static Workspace of(Project project, Configured configured, Tools tools) {
        Optional<Endpoint> endpoint = Endpoint.of(tools.variables());
        if (endpoint.isEmpty()) {
            return in(configured.folder().toAbsolutePath().normalize(), tools, false);
        }
        Path folder = Folders.scratch(
                project,
                endpoint.get().folder(),
                "environments",
                configured.environment().name());
        Folders.write(
                folder.resolve(Configuration.FILE), configured.configuration().text());
        Folders.write(folder.resolve(EmulatorGaps.FILE), EmulatorGaps.overrideFile(configured.deployment()));
        Folders.copyIfThere(configured.folder().resolve(LOCK_FILE), folder.resolve(LOCK_FILE));
        return emulated(folder, tools);
    }

    /** A scratch folder for a configuration that is not committed. */
    static Workspace scratch(Project project, String kind, String name, Tools tools) {
        Optional<Endpoint> endpoint = Endpoint.of(tools.variables());
        Path folder = Folders.scratch(project, endpoint.map(Endpoint::folder).orElse(AWS), kind, name);
        return endpoint.isPresent() ? emulated(folder, tools) : in(folder, tools, false);
    }

    private static Workspace emulated(Path folder, Tools tools) {
        Folders.write(folder.resolve(EmulatorEnvironment.OVERRIDE_FILE), EmulatorEnvironment.overrideFile());
        return in(folder, tools, true);
    }

    private static Workspace in(Path folder, Tools tools, boolean emulated) {
        Engine engine = new EngineFinder(tools.runner(), tools.variables(), tools.cache()).find(tools.engine());
        ProviderInstallation installation =
                new ProviderSource(engine, tools.variables(), tools.cache()).resolve(tools.providerMirror(), folder);
        Map<String, String> environment = new TreeMap<>(ChildEnvironment.from(tools.variables(), tools.debug()));
        environment.putAll(installation.environment());
        if (emulated) {
            URI endpoint = Endpoint.of(tools.variables()).orElseThrow().address();
            environment = EmulatorEnvironment.throughFront(environment, endpoint);
        }
        Terraform terraform = new Terraform(tools.runner(), engine, folder, environment);
        return new Workspace(terraform, new InitGate(terraform, installation), emulated, tools);
    }

    Path folder() {
        return terraform.directory();
    }

    /** Runs init when it is needed, and says so. */
    void initialize(Talk talk) {
        Verb.Init init = init(false, false);
        gate.reason(init).ifPresent(reason -> {
            talk.say("Initializing " + terraform.engine() + ": " + reason + "…");
            initialize(init, event -> {}).orThrow();
        });
    }

    Outcome initialize(Verb.Init init, Consumer<Event> listener) {
        return gate.run(init, listener);
    }

    /** The init of this folder: an emulator on a bare address needs S3 in path style. */
    Verb.Init init(boolean reconfigure, boolean migrate) {
        List<String> backendConfig = emulated ? List.of(EmulatorEnvironment.BACKEND_CONFIG) : List.of();
        return new Verb.Init(backendConfig, reconfigure, migrate, false);
    }
}
