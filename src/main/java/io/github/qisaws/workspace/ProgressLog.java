package io.github.qisaws.workspace;

/** Prints the progress of a command, one line at a time. */
@FunctionalInterface
public interface ProgressLog {
    void say(String line);
}
