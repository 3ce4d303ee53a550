package io.github.qisaws.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last lines of an output up to a size limit; thread-safe. */
public final class Lines implements Consumer<String> {
    private static final int DEFAULT_CHARACTERS = 1024 * 1024;

    private final Deque<String> kept = new ArrayDeque<>();
    private final int mostCharacters;
    private long characters;
    private long dropped;

    public Lines() {
        this(DEFAULT_CHARACTERS);
    }

    public Lines(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    @Override
    public synchronized void accept(String line) {
        kept.addLast(line);
        characters += line.length() + 1L;
        while (characters > mostCharacters && kept.size() > 1) {
            characters -= kept.removeFirst().length() + 1L;
            dropped++;
        }
    }

    public ByteSink sink() {
        return Sinks.lines(this);
    }

    public synchronized List<String> all() {
        return List.copyOf(kept);
    }

    public synchronized String text() {
        return String.join("\n", kept);
    }

    /** Number of oldest lines that were dropped because of the limit. */
    public synchronized long dropped() {
        return dropped;
    }
}
