package io.github.qisaws.terraform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A Terraform command with all its arguments; {@link Engine} runs it. */
public sealed interface Verb {
    /** The arguments after the program's name. */
    List<String> arguments();

    /** Whether the command can change resources or the state. */
    default boolean changesThings() {
        return false;
    }

    /** Whether the command prints {@link Event}s; otherwise it prints one document or text lines. */
    default boolean streams() {
        return false;
    }

    default String name() {
        return arguments().get(0);
    }

    /**
     * Installs providers and modules and configures the backend.
     *
     * @param backendConfig additional values of the backend block, as {@code key=value}
     * @param reconfigure ignores the backend of the last init instead of asking whether to move the state
     * @param migrate moves the state from the backend of the last init, without asking
     */
    record Init(List<String> backendConfig, boolean reconfigure, boolean migrate, boolean upgrade) implements Verb {
        public Init {
            backendConfig = List.copyOf(backendConfig);
            if (reconfigure && migrate) {
                throw new IllegalArgumentException("reconfigure and migrate exclude each other");
            }
        }

        public static Init plain() {
            return new Init(List.of(), false, false, false);
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("init", "-input=false"));
            // Terraform cannot move a state with -json.
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

    /** Validates the configuration without AWS and state. */
    record Validate() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("validate", "-json");
        }
    }

    /**
     * Creates a plan file. Exit code 2 means that the plan has changes.
     *
     * @param out the plan file to write
     * @param targets the only addresses to plan; empty: all
     * @param lockTimeoutSeconds how long to wait for a state lock of another process
     * @param refresh whether to read resources and data sources first
     */
    record Plan(
            Path out, Mode mode, List<String> targets, List<String> replace, int lockTimeoutSeconds, boolean refresh)
            implements Verb {
        /** Terraform's planning modes. */
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

        /** A plan that reads resources and data sources first. */
        public Plan(Path out, Mode mode, List<String> targets, List<String> replace, int lockTimeoutSeconds) {
            this(out, mode, targets, replace, lockTimeoutSeconds, true);
        }

        /** The same plan by what the state contains. */
        Plan withoutRefresh() {
            return new Plan(out, mode, targets, replace, lockTimeoutSeconds, false);
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
            addIf(arguments, !refresh, "-refresh=false");
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
     * Applies a plan file. This class cannot apply without a plan file.
     *
     * @param parallelism number of concurrent operations; empty: Terraform's default, 10
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

    /** Prints a plan file as JSON, which contains sensitive values in plain text. */
    record Show(Path plan) implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("show", "-json", "-no-color", plan.toString());
        }
    }

    /** Prints the output values as JSON. */
    record Output() implements Verb {
        @Override
        public List<String> arguments() {
            return List.of("output", "-json", "-no-color");
        }
    }

    /** Prints the addresses in the state, one per line. */
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

    /** Prints the state as JSON. */
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

    /** Replaces the state in the backend with a file, for example {@code errored.tfstate}. */
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

    /** Repairs the state or its lock after an interruption. */
    record Repair(List<String> arguments) implements Verb {
        /** Releases a stale lock. */
        static Repair unlock(String lockId) {
            return new Repair(List.of("force-unlock", "-force", lockId));
        }

        /** Clears the taint of a resource, so that the next plan does not replace it. */
        static Repair untaint(String address) {
            return new Repair(List.of("untaint", address));
        }

        /** Moves a resource to another address in the state. */
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
