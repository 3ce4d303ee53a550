package io.github.qisaws.process;

import java.nio.charset.StandardCharsets;

/** Standard input of a child process. */
public sealed interface StandardInput {
    record None() implements StandardInput {}

    record Inherit() implements StandardInput {}

    record Given(Bytes bytes) implements StandardInput {}

    record Lifeline() implements StandardInput {}

    /** Contains an array, which is not compared by value as it would be expected of a record component. */
    final class Bytes {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content.clone();
        }

        byte[] content() {
            return content.clone();
        }
    }

    /** Empty input. */
    static StandardInput none() {
        return new None();
    }

    /** The standard input of this process, for an interactive child. */
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
     * Empty input for a child that is killed with its process group when this process exits, even after SIGKILL. A
     * watcher process waits for the end of a pipe that only this process keeps open.
     */
    static StandardInput lifeline() {
        return new Lifeline();
    }
}
