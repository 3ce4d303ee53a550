package io.github.qisaws.environment.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one file. */
public final class Mistakes {
    /** A hostile file could contain a hundred thousand mistakes, and no user reads them all. */
    static final int LIMIT = 200;

    private final String file;
    private final List<Mistake> found = new ArrayList<>();
    private int left;

    public Mistakes(String file) {
        this.file = file;
    }

    public void add(Position position, String path, String message) {
        Mistake mistake = new Mistake(file, position.line(), position.column(), path, message);
        if (isFull()) {
            left++;
        } else if (!found.contains(mistake)) {
            found.add(mistake);
        }
    }

    /** Whether the limit is reached; further mistakes are only counted, so callers need not search for suggestions. */
    boolean isFull() {
        return found.size() >= LIMIT;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** By line and column; at most {@value #LIMIT}, the last of which says how many were left out. */
    public List<Mistake> sorted() {
        List<Mistake> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(mistake -> new Position(mistake.line(), mistake.column())));
        if (left > 0) {
            sorted.add(new Mistake(file, 0, 0, "", left + " more mistakes"));
        }
        return List.copyOf(sorted);
    }
}
