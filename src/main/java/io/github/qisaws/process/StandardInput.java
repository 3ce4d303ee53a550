package io.github.qisaws.process;

import java.nio.charset.StandardCharsets;

/** What a child reads on its standard input. */
public sealed interface StandardInput {
    record None() implements StandardInput {}

    record Inherit() implements StandardInput {}

    record Given(Bytes bytes) implements StandardInput {}

    record Lifeline() implements StandardInput {}

    /** Holds an array without the record's claim to be a value. */
    final class Bytes {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content.clone();
        }

        byte[] content() {
            return content.clone();
        }
    }

    /** Nothing: the end of the file at once. */
    static StandardInput none() {
        return new None();
    }

    /** Ours, for a child that talks to the person. */
    static StandardInput inherit() {
        return new Inherit();
    }

    static StandardInput given(byte[] bytes) {
        return new Given(new Bytes(bytes));
    }

    static StandardInput given(String text) {
        return given(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Nothing to read, but a child that is killed with its group as soon as this process is gone, however it went
     * (kill -9 too): a watcher beside it waits for the end of a pipe that only we hold open.
     */
    static StandardInput lifeline() {
        return new Lifeline();
    }
}
