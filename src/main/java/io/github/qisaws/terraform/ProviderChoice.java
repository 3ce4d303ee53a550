package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.terraform.ProviderRequest.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Selects the AWS provider's version at the first init of a folder: the newest tested version that its source has.
 *
 * <p>Without it, init selects the newest accepted release, which may not have been tested. The selection is written to
 * the lock file as an entry without checksums. Init installs that version and completes the entry. If the lock file
 * already has an entry, that entry selects the version.
 */
public final class ProviderChoice {
    /** Reasons with which a newer version is reported. */
    private static final Set<Reason> SELECTED =
            EnumSet.of(Reason.NEWEST_TESTED, Reason.NEWEST_TESTED_AVAILABLE, Reason.NONE_TESTED_AVAILABLE);

    private final InitGate gate;
    private final ProviderSupport support;
    private final ProviderRequest request;
    private final Optional<Path> owner;
    private final Proxies proxies;
    private final LockFile lock;
    private final FolderLock guard;
    private final EngineBinary engine;

    /**
     * The choice for one folder.
     *
     * @param owner the lock file that the user edits and commits: the folder's own, or the one of which the folder has
     *     a copy; empty: the folder's lock file belongs to qis-aws alone and follows the request
     * @param variables environment variables that may name a proxy for requests to a registry
     */
    public ProviderChoice(
            InitGate gate,
            ProviderSupport support,
            ProviderRequest request,
            Optional<Path> owner,
            Map<String, String> variables) {
        this.gate = gate;
        this.support = support;
        this.request = request;
        this.owner = owner;
        this.proxies = new Proxies(variables);
        this.lock = new LockFile(gate.engine().directory());
        this.guard = new FolderLock(gate.engine().directory());
        this.engine = gate.engine().binary();
    }

    /** Why a version was selected. */
    public enum Reason {
        /** The lock file already had an entry. */
        LOCK_FILE,
        /** It is the newest of all tested versions. */
        NEWEST_TESTED,
        /** It is the newest tested version that the source has. */
        NEWEST_TESTED_AVAILABLE,
        /** The user requested it. */
        REQUESTED,
        /** The configuration has a version constraint of its own, which excludes a tested version. */
        CONSTRAINED,
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
     * @param selection the selected version; empty if init failed or needed no AWS provider
     */
    public record Initialized(Outcome outcome, Optional<Selection> selection) {}

    /**
     * Checks the lock file against the accepted versions and the request.
     *
     * @throws ProblemException if the user's lock file selects a version that is not accepted or not the requested one
     */
    public void check() {
        try {
            if (lock.isProposed() && !guard.ifFree(lock::withdraw)) {
                // The init of another process is still running.
                return;
            }
            if (isReplaceable()) {
                guard.ifFree(() -> lock.removeAws(engine));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whether the request is for exactly the version in the lock file. */
    public boolean isRequestLocked() {
        try {
            Optional<String> locked = locked();
            return locked.isPresent() && locked.equals(request.version().map(Version::text));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Runs init, with a proposed version if the lock file has no entry. Removes a proposal that init did not use.
     * Waits if another process initializes the same folder.
     *
     * @throws ProblemException as {@link #check} does, or if the requested version is not offered
     */
    public Initialized initialize(Verb.Init init, Consumer<Event> listener) {
        try {
            return guard.hold(() -> alone(init, listener));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Runs init; reads the lock file again, because another process may have changed it since the check. */
    private Initialized alone(Verb.Init init, Consumer<Event> listener) throws IOException {
        lock.withdraw();
        if (isReplaceable()) {
            lock.removeAws(engine);
        }
        // Two entries for one provider are an error, so nothing is proposed if an existing entry cannot be read.
        if (locked().isPresent() || lock.isUnclear(engine)) {
            Outcome outcome = gate.run(init, listener);
            if (!isRejected(outcome) || lock.isUnclear(engine)) {
                return new Initialized(outcome, selection(outcome, Reason.LOCK_FILE, Optional.empty()));
            }
            if (owner.isPresent()) {
                return new Initialized(withOwner((Outcome.Failed) outcome), Optional.empty());
            }
            // The user does not see this lock file, so it must not block the command after the source has changed.
            lock.removeAws(engine);
        }
        Outcome outcome = null;
        boolean constrained = false;
        for (Candidate candidate : candidates()) {
            outcome = attempt(candidate, init, listener);
            if (!isRejected(outcome)) {
                Reason reason = constrained ? Reason.CONSTRAINED : candidate.reason();
                return new Initialized(outcome, selection(outcome, reason, candidate.version()));
            }
            constrained |= ((Outcome.Failed) outcome).cause() == Outcome.Cause.VERSION_EXCLUDED;
        }
        return new Initialized(outcome, Optional.empty());
    }

    /**
     * Whether the lock file has an entry that must be replaced.
     *
     * @throws ProblemException if the entry is the user's
     */
    private boolean isReplaceable() throws IOException {
        Optional<Problem> problem = locked().flatMap(this::problem);
        if (problem.isPresent() && owner.isPresent()) {
            throw problem.get().asException();
        }
        return problem.isPresent();
    }

    private Optional<Problem> problem(String locked) {
        String file = owner.orElse(lock.path()).toString();
        if (Version.parse(locked)
                .filter(version -> !support.accepted().contains(version))
                .isPresent()) {
            return Optional.of(new Problem(
                    ExitCode.INVALID_ENVIRONMENT,
                    "AWS provider " + locked + " is not supported",
                    file + " selects AWS provider " + locked + ". The modules accept versions "
                            + support.accepted().constraint() + ".",
                    "Delete the entry for hashicorp/aws in " + file + " and rerun."));
        }
        return request.version()
                .filter(version -> !version.text().equals(locked))
                .map(version -> new Problem(
                        ExitCode.USAGE,
                        ProviderRequest.OPTION + " conflicts with the lock file",
                        file + " selects AWS provider " + locked + ", not " + version + ".",
                        "Delete the entry for hashicorp/aws in " + file + " and rerun, or omit "
                                + ProviderRequest.OPTION + " and unset " + ProviderRequest.VARIABLE + "."));
    }

    /**
     * A version to try.
     *
     * @param version the version to propose; empty: init selects the version
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

    private Outcome attempt(Candidate candidate, Verb.Init init, Consumer<Event> listener) throws IOException {
        if (candidate.version().isPresent()) {
            lock.propose(engine, candidate.version().get(), support.accepted());
        }
        try {
            return gate.run(init, listener);
        } finally {
            lock.withdraw();
        }
    }

    /**
     * Whether another version may help: only if the source answered and lacks the version, or a constraint excludes it.
     */
    private static boolean isRejected(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (failed.cause() == Outcome.Cause.VERSION_UNAVAILABLE
                        || failed.cause() == Outcome.Cause.VERSION_EXCLUDED);
    }

    private Optional<Selection> selection(Outcome outcome, Reason reason, Optional<Version> proposed)
            throws IOException {
        if (!outcome.succeeded()) {
            return Optional.empty();
        }
        return locked().flatMap(Version::parse).map(version -> {
            // A version that was not proposed came with the lock file, whatever was planned.
            boolean other = proposed.isPresent() && !proposed.get().equals(version);
            boolean selected = !other && SELECTED.contains(reason);
            return new Selection(
                    version,
                    other ? Reason.LOCK_FILE : reason,
                    support.isTested(version),
                    selected ? newer(version) : Optional.empty());
        });
    }

    private Optional<Version> newer(Version selected) {
        ProviderInstallation installation = gate.installation();
        List<Version> known = installation.offered().isEmpty()
                ? installation
                        .registry()
                        .map(registry -> new ProviderRegistry(registry, proxies).versions())
                        .orElse(List.of())
                : installation.offered();
        return known.stream()
                .filter(support.accepted()::contains)
                .max(Comparator.naturalOrder())
                .filter(newest -> newest.compareTo(selected) > 0 && !support.isTested(newest));
    }

    private Optional<String> locked() throws IOException {
        return lock.aws(engine).map(LockFile.Entry::version);
    }

    private Outcome withOwner(Outcome.Failed failed) {
        Problem problem = failed.reason();
        return new Outcome.Failed(
                failed.cause(),
                new Problem(
                        problem.exitCode(),
                        problem.what(),
                        problem.why(),
                        (failed.cause() == Outcome.Cause.VERSION_UNAVAILABLE
                                        ? "Pass a source with this version with --provider-mirror."
                                        : "Correct the version constraint of hashicorp/aws in the configuration.")
                                + " To select another version, delete the entry for hashicorp/aws in "
                                + owner.orElseThrow() + " and rerun."),
                failed.diagnostics());
    }

    private Problem notOffered(Version wanted, List<Version> offered) {
        String have = offered.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Version::text)
                .collect(Collectors.joining(", "));
        return new Problem(
                ExitCode.UNAVAILABLE,
                "AWS provider " + wanted + " is not available",
                "qis-aws uses the " + gate.installation().told() + ", which has " + have + ".",
                "Choose another version with " + ProviderRequest.OPTION
                        + ", or another source with --provider-mirror.");
    }

    private ProblemException unusable(IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot read or write the lock file",
                        lock.path() + ": " + e.getMessage(),
                        "Check the permissions of the folder.")
                .causedBy(e);
    }
}
