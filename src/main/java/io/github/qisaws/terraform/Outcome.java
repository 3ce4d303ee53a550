package io.github.qisaws.terraform;

import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The outcome of a Terraform command. */
public sealed interface Outcome {
    List<Diagnostic> diagnostics();

    /** The failure; empty if the command succeeded. */
    Optional<Problem> problem();

    /** Whether a plan has changes, or an apply made changes. */
    default boolean changes() {
        return false;
    }

    /**
     * Whether the command stopped before it could change anything, so that it can be repeated. True only for a locked
     * state.
     */
    default boolean neverBegan() {
        return false;
    }

    default boolean succeeded() {
        return problem().isEmpty();
    }

    /** Returns this outcome if the command succeeded, otherwise throws its problem. */
    default Outcome orThrow() {
        problem().ifPresent(problem -> {
            throw problem.asException();
        });
        return this;
    }

    /** Success; the diagnostics are warnings. */
    record Succeeded(boolean changes, List<Diagnostic> diagnostics) implements Outcome {
        public Succeeded {
            diagnostics = List.copyOf(diagnostics);
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.empty();
        }
    }

    /** The state is locked by another process. */
    record Locked(LockHolder holder, Problem reason, List<Diagnostic> diagnostics) implements Outcome {
        @Override
        public boolean neverBegan() {
            return true;
        }

        public Locked {
            Objects.requireNonNull(holder);
            Objects.requireNonNull(reason);
            diagnostics = List.copyOf(diagnostics);
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.of(reason);
        }
    }

    /** Any other failure, classified by cause. */
    record Failed(Cause cause, Problem reason, List<Diagnostic> diagnostics) implements Outcome {
        public Failed {
            Objects.requireNonNull(cause);
            Objects.requireNonNull(reason);
            diagnostics = List.copyOf(diagnostics);
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.of(reason);
        }
    }

    /** Causes with different fixes. */
    enum Cause {
        WRONG_ACCOUNT,
        NO_CREDENTIALS,
        NOT_PERMITTED,
        VERSION_UNAVAILABLE,
        VERSION_EXCLUDED,
        PROVIDER_UNAVAILABLE,
        BACKEND_MISSING,
        IMAGE_MISSING,
        INIT_NEEDED,
        STALE_PLAN,
        INTERRUPTED,
        TIMED_OUT,
        OTHER
    }
}
