package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Change;

/** Resources in a person's words. */
public final class ResourceWords {
    private ResourceWords() {}

    /** Such as: data volume "database". */
    public static String of(Change change) {
        return ResourceTypes.words(change.type()) + " “" + change.address().shortName() + "”";
    }

    /** Such as: 1 resource, 2 resources. */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
