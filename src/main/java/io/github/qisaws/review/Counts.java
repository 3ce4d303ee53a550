package io.github.qisaws.review;

import io.github.qisaws.plan.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Number of resources by kind of change.
 *
 * @param forgotten removed from state without being destroyed
 * @param other moved or imported, and otherwise unchanged
 * @param unrecognized with an action that this version does not recognize
 */
public record Counts(
        int created, int changed, int replaced, int destroyed, int forgotten, int other, int unrecognized) {

    static Counts of(Collection<Change> changes) {
        int[] numbers = new int[7];
        changes.stream().filter(Change::happens).forEach(change -> numbers[slot(change)]++);
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    private static int slot(Change change) {
        return switch (change.action()) {
            case CREATE -> 0;
            case UPDATE -> 1;
            case REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING -> 2;
            case DELETE -> 3;
            case FORGET -> 4;
            case NO_OP, READ -> 5;
            case UNKNOWN -> 6;
        };
    }

    public int total() {
        return created + changed + replaced + destroyed + forgotten + other + unrecognized;
    }

    /** The numbers above zero, such as {@code 3 to create, 1 to replace}; {@code no changes} if all are zero. */
    public String words() {
        List<String> parts = new ArrayList<>();
        add(parts, created, "to create");
        add(parts, changed, "to update");
        add(parts, replaced, "to replace");
        add(parts, destroyed, "to destroy");
        add(parts, forgotten, "to remove from state");
        add(parts, other, "moved or imported");
        add(parts, unrecognized, "unrecognized");
        return parts.isEmpty() ? "no changes" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int number, String word) {
        if (number > 0) {
            parts.add(number + " " + word);
        }
    }
}
