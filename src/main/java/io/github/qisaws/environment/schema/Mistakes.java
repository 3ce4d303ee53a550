package io.github.qisaws.environment.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one file. */
public final class Mistakes {
    /** A hostile file could hold a hundred thousand; nobody reads more than these. */
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

    /** Further ones are only counted, so that there is no use in finding good words for them. */
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
            sorted.add(new Mistake(file, 0, 0, "", left + " more mistakes are not listed"));
        }
        return List.copyOf(sorted);
    }
}
