package io.github.qisaws.terraform;

import io.github.qisaws.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a command of the engine ended. */
public sealed interface Outcome {
    List<Diagnostic> diagnostics();

    /** Why it failed; empty if it did not. */
    Optional<Problem> problem();

    /** Whether a plan has changes, or an apply made some. */
    default boolean changes() {
        return false;
    }

    /** Whether it ended before anything could be changed, so that the same can be tried again. */
    default boolean neverBegan() {
        return false;
    }

    default boolean succeeded() {
        return problem().isEmpty();
    }

    /** Itself, if it succeeded; else its problem is thrown. */
    default Outcome orThrow() {
        problem().ifPresent(problem -> {
            throw problem.asException();
        });
        return this;
    }

    /** Done; the diagnostics are warnings. */
    record Succeeded(boolean changes, List<Diagnostic> diagnostics) implements Outcome {
        public Succeeded {
            diagnostics = List.copyOf(diagnostics);
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.empty();
        }
    }

    /** Somebody else works on this state. */
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

    /** Every other failure, told apart by its cause. */
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

    /** Causes that are worth telling apart, since the way out differs. */
    enum Cause {
        WRONG_ACCOUNT,
        NO_CREDENTIALS,
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
