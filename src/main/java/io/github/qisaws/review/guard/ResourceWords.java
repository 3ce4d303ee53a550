package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;

/** Names of resources and counts of them, as the review writes them. */
public final class ResourceWords {
    /** Terraform's usual name of a module's only resource of a type; it adds nothing to the type. */
    private static final String UNNAMED = "this";

    private ResourceWords() {}

    /** Type, name, and instance key: {@code data volume "database"}, {@code subnet "public" (eu-west-1a)}. */
    public static String of(Change change) {
        String name = change.address().name();
        return Catalogue.OURS.words(change.type())
                + (name.equals(UNNAMED) ? "" : " \"" + name + "\"")
                + key(change.address())
                + change.origin()
                        .deposed()
                        .map(deposed -> " (deposed object from an earlier replacement)")
                        .orElse("");
    }

    private static String key(Address address) {
        String key = address.key();
        return key.isEmpty() ? "" : " (" + key.replaceFirst("^\\[\"?", "").replaceFirst("\"?]$", "") + ")";
    }

    /** The predicate of a sentence about a planned change; what is removed from state has its place. */
    public static String will(Change change) {
        return switch (change.action()) {
            case FORGET -> "will be removed from state (it " + Cloud.stays(change.type()) + ")";
            case REPLACE_FORGETTING ->
                "will be created; the existing object will be removed from state and " + Cloud.stays(change.type());
            default -> change.action().words();
        };
    }

    /** The same at the start of a sentence. */
    public static String first(Change change) {
        return capital(of(change));
    }

    /** A number with its noun: 1 resource, 2 resources. */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
