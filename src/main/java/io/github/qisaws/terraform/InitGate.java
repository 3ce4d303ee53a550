package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs {@code init} if something on which it depends has changed, or if the last one did not complete. */
public final class InitGate {
    private static final String FINGERPRINT = ".terraform/qis-aws-init";

    private final Engine engine;
    private final ProviderInstallation installation;

    public InitGate(Engine engine, ProviderInstallation installation) {
        this.engine = engine;
        this.installation = installation;
    }

    public Engine engine() {
        return engine;
    }

    ProviderInstallation installation() {
        return installation;
    }

    /** Where init searches for the provider. */
    public String source() {
        return installation.source();
    }

    /** Why init is needed, in a few words; empty if it is not needed. */
    public Optional<String> reason(Verb.Init init) {
        Path directory = engine.directory();
        Path kept = directory.resolve(FINGERPRINT);
        try {
            if (!Files.exists(kept)) {
                return Optional.of(
                        Files.exists(directory.resolve(".terraform"))
                                ? "the last init of qis-aws did not complete"
                                : "not initialized yet");
            }
            if (!Files.readString(kept).equals(fingerprint(init))) {
                return Optional.of("the backend, providers, modules, or Terraform version changed");
            }
            return Installed.missing(directory, engine.binary());
        } catch (IOException e) {
            return Optional.of("cannot read the folder .terraform: " + e.getMessage());
        }
    }

    /** Runs init if it is needed. */
    public Outcome ensure(Verb.Init init, Consumer<Event> listener) {
        return reason(init).isEmpty() ? new Outcome.Succeeded(false, java.util.List.of()) : run(init, listener);
    }

    /** Runs init even if it is not needed. */
    public Outcome run(Verb.Init init, Consumer<Event> listener) {
        Path kept = engine.directory().resolve(FINGERPRINT);
        try {
            Files.deleteIfExists(kept);
            Outcome outcome = oneAtATime(init, listener);
            if (outcome.succeeded()) {
                AtomicFiles.write(kept, fingerprint(init));
            }
            return outcome;
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot initialize the environment's folder",
                            kept + ": " + e.getMessage(),
                            "Check that you have write permission for the folder.")
                    .causedBy(e);
        }
    }

    /** Runs init alone if it fills the plugin cache, which does not support concurrent use. */
    private Outcome oneAtATime(Verb.Init init, Consumer<Event> listener) throws IOException {
        if (installation.pluginCache().isEmpty()) {
            return explained(engine.init(init, listener));
        }
        return new FolderLock(installation.pluginCache().get(), ".qis-aws-lock")
                .hold(() -> explained(engine.init(init, listener)));
    }

    /** Adds the searched sources to a provider error, because Terraform names only the registry. */
    private Outcome explained(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed
                && (failed.cause() == Outcome.Cause.PROVIDER_UNAVAILABLE
                        || failed.cause() == Outcome.Cause.VERSION_UNAVAILABLE)
                && !installation.tried().isEmpty()) {
            Problem old = failed.reason();
            String why = "Tried, in this order:\n  " + String.join("\n  ", installation.tried()) + "\n" + old.why();
            return new Outcome.Failed(
                    failed.cause(), new Problem(old.exitCode(), old.what(), why, old.fix()), failed.diagnostics());
        }
        return outcome;
    }

    private String fingerprint(Verb.Init init) throws IOException {
        return InitFingerprint.of(engine.directory(), engine.binary(), init, installation);
    }
}
