package io.github.qisaws.terraform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One command of the engine: first its arguments, complete; running it is {@link Terraform}'s business. */
public sealed interface Verb {
    /** The arguments after the program's name. */
    List<String> arguments();

    /** Whether it can change real resources or the state. */
    default boolean changesThings() {
        return false;
    }

    /** Whether its output is a stream of {@link Event}s; else it is one document, or lines. */
    default boolean streams() {
        return false;
    }

    default String name() {
        return arguments().get(0);
    }

    /**
     * Installs providers and modules and connects the backend.
     *
     * @param backendConfig values of the backend block that the file does not hold, as {@code key=value}
     * @param reconfigure forgets the backend of the last init instead of asking whether to move the state
     * @param migrate moves the state from the backend of the last init, without asking
     */
    record Init(List<String> backendConfig, boolean reconfigure, boolean migrate, boolean upgrade) implements Verb {
        public Init {
            backendConfig = List.copyOf(backendConfig);
            if (reconfigure && migrate) {
                throw new IllegalArgumentException("the old backend is either forgotten or moved from");
            }
        }

        public static Init plain() {
            return new Init(List.of(), false, false, false);
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("init", "-input=false"));
            // Engines refuse to move a state while they speak JSON.
            addIf(arguments, !migrate, "-json");
            backendConfig.forEach(value -> arguments.add("-backend-config=" + value));
            addIf(arguments, reconfigure, "-reconfigure");
            // -force-copy is the answer "yes" to the question that -migrate-state asks.
            addIf(arguments, migrate, "-migrate-state");
            addIf(arguments, migrate, "-force-copy");
            addIf(arguments, upgrade, "-upgrade");
            return arguments;
        }

        @Override
        public boolean changesThings() {
            return migrate;
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /** Checks the configuration without looking at AWS or the state. */
    record Validate() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("validate", "-json");
        }
    }

    /**
     * Makes a plan file; its exit code 2 means "there are changes".
     *
     * @param out where the plan file goes
     * @param targets only these addresses; for recovery, not for every day
     * @param lockTimeoutSeconds how long to wait for somebody else's lock
     */
    record Plan(Path out, Mode mode, List<String> targets, List<String> replace, int lockTimeoutSeconds)
            implements Verb {
        /** What a plan is for. */
        public enum Mode {
            NORMAL,
            DESTROY,
            REFRESH_ONLY
        }

        public Plan {
            Objects.requireNonNull(out);
            Objects.requireNonNull(mode);
            targets = List.copyOf(targets);
            replace = List.copyOf(replace);
        }

        public static Plan to(Path out) {
            return new Plan(out, Mode.NORMAL, List.of(), List.of(), 0);
        }

        public static Plan destroy(Path out) {
            return new Plan(out, Mode.DESTROY, List.of(), List.of(), 0);
        }

        public static Plan refreshOnly(Path out) {
            return new Plan(out, Mode.REFRESH_ONLY, List.of(), List.of(), 0);
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("plan", "-input=false", "-json", "-detailed-exitcode"));
            addIf(arguments, mode == Mode.DESTROY, "-destroy");
            addIf(arguments, mode == Mode.REFRESH_ONLY, "-refresh-only");
            targets.forEach(address -> arguments.add("-target=" + address));
            replace.forEach(address -> arguments.add("-replace=" + address));
            addIf(arguments, lockTimeoutSeconds > 0, "-lock-timeout=" + lockTimeoutSeconds + "s");
            arguments.add("-out=" + out);
            return arguments;
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /**
     * Applies a plan file, and nothing else: there is no way to apply without one.
     *
     * @param parallelism how many resources at once; empty: the engine's 10
     */
    record Apply(Path plan, Optional<Integer> parallelism, int lockTimeoutSeconds) implements Verb {
        public Apply {
            Objects.requireNonNull(plan);
            Objects.requireNonNull(parallelism);
        }

        public static Apply of(Path plan) {
            return new Apply(plan, Optional.empty(), 0);
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("apply", "-input=false", "-json"));
            parallelism.ifPresent(number -> arguments.add("-parallelism=" + number));
            addIf(arguments, lockTimeoutSeconds > 0, "-lock-timeout=" + lockTimeoutSeconds + "s");
            arguments.add(plan.toString());
            return arguments;
        }

        @Override
        public boolean changesThings() {
            return true;
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /** A plan file as JSON; it holds sensitive values in clear. */
    record Show(Path plan) implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("show", "-json", "-no-color", plan.toString());
        }
    }

    /** The state's outputs as JSON. */
    record Output() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("output", "-json", "-no-color");
        }
    }

    /** The addresses in the state, one a line. */
    record StateList() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("state", "list");
        }

        @Override
        public String name() {
            return "state list";
        }
    }

    /** The whole state as JSON. */
    record StatePull() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("state", "pull");
        }

        @Override
        public String name() {
            return "state pull";
        }
    }

    /** Puts a state (for example {@code errored.tfstate}) in the place of the one in the backend. */
    record StatePush(Path file) implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("state", "push", file.toString());
        }

        @Override
        public String name() {
            return "state push";
        }

        @Override
        public boolean changesThings() {
            return true;
        }
    }

    /** Mends what an interruption left in the state's keeping. */
    record Repair(List<String> arguments) implements Verb {
        /** Releases a lock whose holder is known to be gone. */
        static Repair unlock(String lockId) {
            return new Repair(List.of("force-unlock", "-force", lockId));
        }

        /** Keeps a half-made resource instead of having the next plan replace it. */
        static Repair untaint(String address) {
            return new Repair(List.of("untaint", address));
        }

        /** Lets the state know a resource by another address. */
        static Repair move(String from, String to) {
            return new Repair(List.of("state", "mv", from, to));
        }

        @Override
        public boolean changesThings() {
            return true;
        }
    }

    private static void addIf(List<String> arguments, boolean condition, String argument) {
        if (condition) {
            arguments.add(argument);
        }
    }
}
