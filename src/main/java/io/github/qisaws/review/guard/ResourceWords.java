package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Change;

/** Words about resources for people. */
public final class ResourceWords {
    private ResourceWords() {}

    /** The type and the name of a resource, for example: data volume "database". */
    public static String of(Change change) {
        return Catalogue.OURS.words(change.type()) + " “" + change.address().shortName() + "”";
    }

    /** A number with its noun, for example: 1 resource, 2 resources. */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
