package io.github.qisaws.review.view;

import java.util.List;
import java.util.function.IntFunction;

/** A text of limited length, that counts what had no more room. */
final class Budget {
    /** Kept free in a folded part for its end and the line that says what is missing. */
    private static final int TAIL = 200;

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private int left;

    Budget(int most) {
        this.most = most;
    }

    /** Adds what has to be there; only for short pieces. */
    void must(String piece) {
        text.append(piece);
    }

    void add(String piece) {
        if (fits(piece, TAIL)) {
            text.append(piece);
        } else if (!piece.isBlank()) {
            left++;
        }
    }

    /** Starts a part that must be ended later; false when there is no room for it. */
    boolean opens(String piece) {
        boolean fits = fits(piece, 2 * TAIL);
        if (fits) {
            text.append(piece);
        } else {
            left++;
        }
        return fits;
    }

    /** Adds pieces while they fit, then says how many did not. */
    void addSome(List<String> pieces, IntFunction<String> missing) {
        int added = 0;
        while (added < pieces.size() && fits(pieces.get(added), TAIL)) {
            text.append(pieces.get(added++));
        }
        if (added < pieces.size()) {
            left += pieces.size() - added;
            text.append(missing.apply(pieces.size() - added));
        }
    }

    int left() {
        return left;
    }

    String text() {
        return text.toString();
    }

    private boolean fits(String piece, int reserve) {
        return text.length() + piece.length() + reserve <= most;
    }
}
