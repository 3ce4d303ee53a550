package io.github.qisaws.process;

import java.nio.charset.StandardCharsets;

/** What a child reads on its standard input. */
public sealed interface Input {
    record None() implements Input {}

    record Inherit() implements Input {}

    record Given(Bytes bytes) implements Input {}

    record Lifeline() implements Input {}

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
    static Input none() {
        return new None();
    }

    /** Ours, for a child that talks to the person. */
    static Input inherit() {
        return new Inherit();
    }

    static Input given(byte[] bytes) {
        return new Given(new Bytes(bytes));
    }

    static Input given(String text) {
        return given(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Nothing to read, but a child that is killed with its group as soon as this process is gone, however it went
     * (kill -9 too): a watcher beside it waits for the end of a pipe that only we hold open.
     */
    static Input lifeline() {
        return new Lifeline();
    }
}
