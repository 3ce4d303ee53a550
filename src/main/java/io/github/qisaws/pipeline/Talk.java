package io.github.qisaws.pipeline;

/** Tells the person who waits what is going on. */
@FunctionalInterface
public interface Talk {
    void say(String line);
}
