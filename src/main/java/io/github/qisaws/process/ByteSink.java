package io.github.qisaws.process;

import java.io.IOException;

/** Receives a child process's output as it arrives; called by one thread at a time. */
@FunctionalInterface
public interface ByteSink {
    /** Receives the first {@code length} bytes; the caller reuses the array afterwards. */
    void accept(byte[] buffer, int length) throws IOException;

    /** Called once, after the last byte. */
    default void end() throws IOException {}
}
