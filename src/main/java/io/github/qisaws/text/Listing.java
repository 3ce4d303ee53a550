package io.github.qisaws.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in messages. */
public final class Listing {
    private Listing() {}

    /** The first texts and the number of the others: {@code A, B, and 3 more}. */
    public static String first(int most, Collection<String> texts) {
        return first(most, texts, ", ");
    }

    /** The same with another separator, for texts that contain commas. */
    public static String first(int most, Collection<String> texts, String separator) {
        String shown = texts.stream().limit(most).collect(Collectors.joining(separator));
        int more = texts.size() - most;
        return more > 0 ? shown + separator + "and " + more + " more" : shown;
    }
}
