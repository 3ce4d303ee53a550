package io.github.qisaws.process;

import java.io.IOException;

/** Takes a child's output as it comes; called by one thread at a time. */
@FunctionalInterface
public interface ByteSink {
    /** Takes the first {@code length} bytes; the array is used again afterwards. */
    void accept(byte[] buffer, int length) throws IOException;

    /** Called once, after the last byte. */
    default void end() throws IOException {}
}
