package io.github.qisaws.review.view;

import java.util.List;
import java.util.function.IntFunction;

/** A text of limited length that counts the omitted parts. */
final class Budget {
    /** Space kept free for the end of a folded part and the line that counts what is omitted. */
    private static final int TAIL = 200;

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private int left;

    Budget(int most) {
        this.most = most;
    }

    /** Adds a piece even beyond the limit; only for short pieces. */
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

    /** Starts a part that must be ended later; false if it does not fit. */
    boolean opens(String piece) {
        boolean fits = fits(piece, 2 * TAIL);
        if (fits) {
            text.append(piece);
        } else {
            left++;
        }
        return fits;
    }

    /** Adds pieces while they fit, then a text about the number of omitted pieces. */
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
