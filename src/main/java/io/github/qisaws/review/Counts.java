package io.github.qisaws.review;

import io.github.qisaws.plan.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How many resources of a kind of change there are.
 *
 * @param other moved, taken up by import, or with an unknown action, and otherwise unchanged
 */
public record Counts(int created, int changed, int replaced, int destroyed, int forgotten, int other) {

    static Counts of(Collection<Change> changes) {
        int[] numbers = new int[6];
        changes.stream().filter(Change::happens).forEach(change -> numbers[slot(change)]++);
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private static int slot(Change change) {
        return switch (change.action()) {
            case CREATE -> 0;
            case UPDATE -> 1;
            case REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING -> 2;
            case DELETE -> 3;
            case FORGET -> 4;
            case NO_OP, READ, UNKNOWN -> 5;
        };
    }

    public int total() {
        return created + changed + replaced + destroyed + forgotten + other;
    }

    /** Such as: 3 created, 1 replaced; only what is not zero, or "nothing changes". */
    public String words() {
        List<String> parts = new ArrayList<>();
        add(parts, created, "created");
        add(parts, changed, "changed");
        add(parts, replaced, "replaced");
        add(parts, destroyed, "destroyed");
        add(parts, forgotten, "forgotten");
        add(parts, other, "moved or taken up");
        return parts.isEmpty() ? "nothing changes" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int number, String word) {
        if (number > 0) {
            parts.add(number + " " + word);
        }
    }
}
