package io.github.qisaws.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard implementations of {@link ByteSink}. */
public final class Sinks {
    /**
     * Maximum line length in bytes. A longer line is delivered in parts, so that output without line ends cannot fill
     * the memory.
     */
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    private Sinks() {}

    public static ByteSink discard() {
        return (buffer, length) -> {};
    }

    /** Writes to a stream and flushes it at the end; the caller closes it. */
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

    /** Delivers each complete line as UTF-8 text without its line end. */
    public static ByteSink lines(Consumer<String> consumer) {
        return new LineSink(consumer, LONGEST_LINE);
    }

    /** Delivers to two sinks, in this order. */
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
