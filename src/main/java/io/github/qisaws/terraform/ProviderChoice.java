package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.terraform.ProviderRequest.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Selects the AWS provider's version at the first init of a folder: the newest tested version that its source has.
 *
 * <p>Without it, init takes the newest accepted release, which may be one that was never tested. The selection is
 * written into the lock file as an entry without checksums; init installs that version and completes the entry. Where
 * the lock file has an entry already, the entry decides.
 */
public final class ProviderChoice {
    private final InitGate gate;
    private final ProviderSupport support;
    private final ProviderRequest request;
    private final Optional<Path> owner;
    private final LockFile lock;
    private final Engine engine;

    /**
     * The choice for one folder.
     *
     * @param owner the lock file that the user edits and commits: the folder's own, or the one of which the folder has
     *     a copy; empty: the folder's lock file belongs to qis-aws alone and follows the request
     */
    public ProviderChoice(InitGate gate, ProviderSupport support, ProviderRequest request, Optional<Path> owner) {
        this.gate = gate;
        this.support = support;
        this.request = request;
        this.owner = owner;
        this.lock = new LockFile(gate.terraform().directory());
        this.engine = gate.terraform().engine();
    }

    /** Why a version is used. */
    public enum Reason {
        /** The lock file had an entry before. */
        LOCK_FILE,
        /** It is the newest of all tested versions. */
        NEWEST_TESTED,
        /** It is the newest tested version that the source has. */
        NEWEST_TESTED_AVAILABLE,
        /** The user requested it. */
        REQUESTED,
        /** The source has no tested version. */
        NONE_TESTED_AVAILABLE
    }

    /**
     * The version that an init used.
     *
     * @param newer the newest accepted version that the source has, if it is newer and was not tested; only looked up
     *     when qis-aws selects the version
     */
    public record Selection(Version version, Reason reason, boolean tested, Optional<Version> newer) {}

    /**
     * How an init ended.
     *
     * @param selection empty if the init failed or needed no AWS provider
     */
    public record Initialized(Outcome outcome, Optional<Selection> selection) {}

    /**
     * Checks the request against the lock file.
     *
     * @throws ProblemException if the user requests another version than the lock file's
     */
    public void check() {
        withLock(() -> {
            lock.withdraw();
            Optional<String> locked = lock.aws(engine).map(LockFile.Entry::version);
            if (request.kind() != Kind.EXACT
                    || locked.isEmpty()
                    || locked.get().equals(request.version().orElseThrow().text())) {
                return;
            }
            if (owner.isPresent()) {
                throw conflict(owner.get(), locked.get()).asException();
            }
            lock.removeAws(engine);
        });
    }

    /**
     * Runs init; before that proposes a version if the lock file has none. A proposal that init did not use is removed.
     *
     * @throws ProblemException if the requested version conflicts with the lock file or is not offered
     */
    public Initialized initialize(Verb.Init init, Consumer<Event> listener) {
        check();
        if (locked().isPresent()) {
            Outcome outcome = gate.run(init, listener);
            if (!isUnavailable(outcome)) {
                return new Initialized(outcome, selection(outcome, Reason.LOCK_FILE));
            }
            if (owner.isPresent()) {
                return new Initialized(withOwner((Outcome.Failed) outcome), Optional.empty());
            }
            // A lock file that no user sees must not stop the command after the source has changed.
            withLock(() -> lock.removeAws(engine));
        }
        Outcome outcome = null;
        for (Candidate candidate : candidates()) {
            outcome = attempt(candidate, init, listener);
            if (!isUnavailable(outcome)) {
                return new Initialized(outcome, selection(outcome, candidate.reason()));
            }
        }
        return new Initialized(outcome, Optional.empty());
    }

    /**
     * What to try.
     *
     * @param version empty: what init takes by itself
     */
    record Candidate(Optional<Version> version, Reason reason) {}

    List<Candidate> candidates() {
        if (request.kind() == Kind.NEWEST) {
            return List.of(new Candidate(Optional.empty(), Reason.REQUESTED));
        }
        List<Version> offered = gate.installation().offered();
        if (request.kind() == Kind.EXACT) {
            Version wanted = request.version().orElseThrow();
            if (!offered.isEmpty() && !offered.contains(wanted)) {
                throw notOffered(wanted, offered).asException();
            }
            return List.of(new Candidate(Optional.of(wanted), Reason.REQUESTED));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Version version : support.tested()) {
            if (offered.isEmpty() || offered.contains(version)) {
                boolean newest = version.equals(support.newestTested());
                candidates.add(new Candidate(
                        Optional.of(version), newest ? Reason.NEWEST_TESTED : Reason.NEWEST_TESTED_AVAILABLE));
            }
        }
        candidates.add(new Candidate(Optional.empty(), Reason.NONE_TESTED_AVAILABLE));
        return candidates;
    }

    private Outcome attempt(Candidate candidate, Verb.Init init, Consumer<Event> listener) {
        candidate.version().ifPresent(version -> withLock(() -> lock.propose(engine, version, support.accepted())));
        try {
            return gate.run(init, listener);
        } finally {
            withLock(lock::withdraw);
        }
    }

    /** Only a source that answered lacks a version; with one that does not answer no other version helps. */
    private static boolean isUnavailable(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && failed.cause() == Outcome.Cause.VERSION_UNAVAILABLE;
    }

    private Optional<Selection> selection(Outcome outcome, Reason reason) {
        if (!outcome.succeeded()) {
            return Optional.empty();
        }
        return locked().flatMap(Version::parse).map(version -> {
            boolean selected = reason != Reason.LOCK_FILE && reason != Reason.REQUESTED;
            return new Selection(
                    version, reason, support.isTested(version), selected ? newer(version) : Optional.empty());
        });
    }

    private Optional<Version> newer(Version selected) {
        ProviderInstallation installation = gate.installation();
        List<Version> known = installation.offered().isEmpty()
                ? installation
                        .registry()
                        .map(registry -> new ProviderRegistry(registry).versions())
                        .orElse(List.of())
                : installation.offered();
        return known.stream()
                .filter(support.accepted()::contains)
                .max(Comparator.naturalOrder())
                .filter(newest -> newest.compareTo(selected) > 0 && !support.isTested(newest));
    }

    private Optional<String> locked() {
        List<String> found = new ArrayList<>();
        withLock(() -> lock.aws(engine).ifPresent(entry -> found.add(entry.version())));
        return found.stream().findFirst();
    }

    private Outcome withOwner(Outcome.Failed failed) {
        Problem problem = failed.reason();
        return new Outcome.Failed(
                failed.cause(),
                new Problem(
                        problem.exitCode(),
                        problem.what(),
                        problem.why(),
                        "Name a source that has this version with --provider-mirror. To select another version, delete the"
                                + " entry for hashicorp/aws in " + owner.orElseThrow() + " and rerun.",
                        problem.state()),
                failed.diagnostics());
    }

    private Problem conflict(Path file, String locked) {
        return Problem.harmless(
                ExitCode.USAGE,
                ProviderRequest.OPTION + " conflicts with the lock file",
                file + " selects AWS provider " + locked + ", not "
                        + request.version().orElseThrow() + ".",
                "Delete the entry for hashicorp/aws in " + file + " and rerun, or omit " + ProviderRequest.OPTION
                        + ".");
    }

    private Problem notOffered(Version wanted, List<Version> offered) {
        String have = offered.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Version::text)
                .collect(Collectors.joining(", "));
        return Problem.harmless(
                ExitCode.UNAVAILABLE,
                "AWS provider " + wanted + " is not available",
                "qis-aws uses the " + gate.installation().told() + ", which has " + have + ".",
                "Choose another version with " + ProviderRequest.OPTION
                        + ", or another source with --provider-mirror.");
    }

    /** An action on the lock file. */
    @FunctionalInterface
    private interface LockAction {
        void run() throws IOException;
    }

    private void withLock(LockAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw Problem.harmless(
                            ExitCode.FAILED,
                            "The lock file cannot be read or written.",
                            lock.path() + ": " + e.getMessage(),
                            "Check the permissions of the folder.")
                    .causedBy(e);
        }
    }
}
