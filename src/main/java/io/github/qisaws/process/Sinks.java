package io.github.qisaws.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The usual sinks. */
public final class Sinks {
    /** A line that is longer arrives in pieces, so that a flood without line ends cannot fill the memory. */
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    private Sinks() {}

    public static ByteSink discard() {
        return (buffer, length) -> {};
    }

    /** Writes through; the stream is flushed at the end, closing it is its owner's business. */
    public static ByteSink to(OutputStream stream) {
        return new ByteSink() {
            @Override
            public void accept(byte[] buffer, int length) throws IOException {
                stream.write(buffer, 0, length);
            }

            @Override
            public void end() throws IOException {
                stream.flush();
            }
        };
    }

    /** Hands on each line as soon as it is whole, as UTF-8 and without its line end. */
    public static ByteSink lines(Consumer<String> consumer) {
        return new LineSink(consumer, LONGEST_LINE);
    }

    /** Both, in this order. */
    public static ByteSink both(ByteSink first, ByteSink second) {
        return new ByteSink() {
            @Override
            public void accept(byte[] buffer, int length) throws IOException {
                first.accept(buffer, length);
                second.accept(buffer, length);
            }

            @Override
            public void end() throws IOException {
                first.end();
                second.end();
            }
        };
    }

    /** Splits bytes into lines. */
    static final class LineSink implements ByteSink {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<String> consumer;
        private final int longest;

        LineSink(Consumer<String> consumer, int longest) {
            this.consumer = consumer;
            this.longest = longest;
        }

        @Override
        public void accept(byte[] buffer, int length) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, start, i - start);
                    emit();
                    start = i + 1;
                }
            }
            line.write(buffer, start, length - start);
            if (line.size() > longest) {
                emit();
            }
        }

        @Override
        public void end() {
            if (line.size() > 0) {
                emit();
            }
        }

        private void emit() {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            consumer.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
