package io.github.qisaws.process;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/**
 * Runs all child processes: reads both output streams, forwards each interrupt once, and kills only after a grace
 * period.
 */
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
     * Runs a program until it exits.
     *
     * @throws io.github.qisaws.problem.ProblemException if the program cannot be started
     */
    public Ended run(Command command) {
        return run(command, pid -> {});
    }

    /**
     * Runs a program until it exits, and reports its process ID, which is also the ID of its process group.
     *
     * @param started receives the process ID
     */
    public Ended run(Command command, LongConsumer started) {
        Semaphore wishes = new Semaphore(0);
        // Registered before the start, so that no interrupt is lost.
        Interrupts.Listening listening = interrupts.onInterrupt(wishes::release);
        try (Running running = start(command)) {
            started.accept(running.pid());
            return new Supervision(running, command.limits(), wishes).untilEnd();
        } finally {
            listening.close();
        }
    }

    /**
     * Starts a program that runs in the background until it is closed, without interrupts and time limit.
     *
     * @throws io.github.qisaws.problem.ProblemException if the program cannot be started
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

    /**
     * Checks the program first, because setsid and Perl would report a missing program only on the child's error
     * stream.
     */
    private static void requireProgram(Command command) {
        Executables.Found found = Executables.look(command.argv().get(0), command.directory(), command.environment());
        if (!found.usable()) {
            throw cannotStart(command, found.why(), null);
        }
    }

    private static RuntimeException cannotStart(Command command, String why, Throwable cause) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "cannot start " + command.name(),
                        why,
                        "Check that " + command.argv().get(0) + " exists and is executable.")
                .causedBy(cause);
    }
}
