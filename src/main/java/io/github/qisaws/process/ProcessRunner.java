package io.github.qisaws.process;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/** Runs every other program: drains both of its streams, hands interrupts on once and waits, kills only after that. */
public final class ProcessRunner {
    private final Interrupts interrupts;
    private final Group group;

    public ProcessRunner(Interrupts interrupts) {
        this(interrupts, Group.detect());
    }

    ProcessRunner(Interrupts interrupts, Group group) {
        this.interrupts = Objects.requireNonNull(interrupts);
        this.group = Objects.requireNonNull(group);
    }

    /**
     * Runs a program to its end.
     *
     * @throws io.github.qisaws.problem.ProblemException if it cannot be started
     */
    public Ended run(Command command) {
        return run(command, pid -> {});
    }

    /**
     * The same for somebody who wants to know the process, which leads a group of its own.
     *
     * @param started gets its number
     */
    public Ended run(Command command, LongConsumer started) {
        Semaphore wishes = new Semaphore(0);
        // Before the start: a wish that comes in between would otherwise find nobody.
        Interrupts.Listening listening = interrupts.onInterrupt(wishes::release);
        try (Running running = start(command)) {
            started.accept(running.pid());
            return new Supervision(running, command.limits(), wishes).untilEnd();
        } finally {
            listening.close();
        }
    }

    /**
     * Starts a program that runs beside us until it is closed; interrupts are not handed to it, deadlines not watched.
     *
     * @throws io.github.qisaws.problem.ProblemException if it cannot be started
     */
    public Running start(Command command) {
        if (!command.directory().toFile().isDirectory()) {
            throw cannotStart(command, "The folder " + command.directory() + " does not exist.", null);
        }
        requireProgram(command);
        ProcessBuilder builder = new ProcessBuilder(group.argv(command));
        builder.directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        if (command.input() instanceof StandardInput.Inherit) {
            builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            return new Running(builder.start(), command, group);
        } catch (IOException e) {
            throw cannotStart(command, e.getMessage(), e);
        }
    }

    /** The helpers that start a session would only say "not found" on the child's error stream. */
    private static void requireProgram(Command command) {
        Executables.Found found = Executables.look(command.argv().get(0), command.directory(), command.environment());
        if (!found.usable()) {
            throw cannotStart(command, found.why(), null);
        }
    }

    private static RuntimeException cannotStart(Command command, String why, Throwable cause) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "Cannot start " + command.name() + ".",
                        why,
                        "Check that " + command.argv().get(0) + " exists and may be executed.")
                .causedBy(cause);
    }
}
