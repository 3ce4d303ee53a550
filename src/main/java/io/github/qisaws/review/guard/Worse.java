package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Value;
import java.util.Locale;
import java.util.Set;

/** Ways in which a changed value weakens a resource. */
enum Worse {
    OFF,
    ON,
    SWITCHED_OFF,
    GONE,
    OTHER_KEY,
    FEWER,
    SHORTER,
    TURNED_ON,
    SOONER,
    ZERO,
    OTHER,
    GIVEN,
    OPTIONAL,
    DISABLED,
    MORE_HOPS,
    OLDER,
    OPENED,
    UNAUTHENTICATED,
    PUBLIC;

    private static final Set<String> OFF_WORDS = Set.of("disabled", "suspended", "inactive", "off");
    private static final Set<String> ON_WORDS = Set.of(
            "enabled",
            "active",
            "on",
            "kms",
            "required",
            "require",
            "immutable",
            "enforced",
            "verify",
            "bucketownerenforced",
            "compliance",
            "block-all-sharing",
            "block-new-sharing");

    /** Values that let the internet in, or that ask no caller who it is. */
    private static final Set<String> OPEN_WORDS = Set.of(
            "true",
            "enabled",
            "none",
            "api_key",
            "public",
            "public_read",
            "publicinternetonly",
            "service_provided_eips");

    /** Start of the ID of an internet gateway. */
    private static final String INTERNET_GATEWAY = "igw-";

    /** Start of the actions of a listener that ask callers who they are. */
    private static final String AUTHENTICATE = "authenticate";

    /** A container on the server is one hop away (EC2 User Guide, "Configure the Instance Metadata Service options"). */
    private static final int HOPS_OF_CONTAINERS = 2;

    /** An alias of a key that AWS manages, which a key of the account may replace. */
    private static final String AWS_MANAGED = "alias/aws/";

    boolean happens(Value before, Value after) {
        return switch (this) {
            case OFF -> (after.is("false") && !before.is("false")) || (before.is("true") && after.isAbsent());
            case ON -> after.is("true") && !before.is("true");
            case SWITCHED_OFF ->
                (before.is("true") && (after.is("false") || after.isAbsent())) || DISABLED.happens(before, after);
            case GONE -> hasContent(before) && (after.isAbsent() || after.is(""));
            case OTHER_KEY -> GONE.happens(before, after) || isOtherKey(before, after);
            case FEWER -> isLess(before, after);
            case SHORTER -> isShorter(before, after);
            case TURNED_ON -> before.is("false") && after.is("true");
            case SOONER -> after.number().isPresent() && (before.isAbsent() || isLess(before, after));
            case ZERO -> isNothing(after) && before.isKnown() && !isNothing(before);
            case OTHER -> hasContent(before);
            case GIVEN -> hasContent(after);
            case OPTIONAL -> after.is("optional") || (before.is("required") && !after.is("required"));
            case DISABLED ->
                OFF_WORDS.contains(word(after)) || (ON_WORDS.contains(word(before)) && !ON_WORDS.contains(word(after)));
            case MORE_HOPS ->
                after.number()
                                .filter(hops -> hops.intValue() > HOPS_OF_CONTAINERS)
                                .isPresent()
                        && (before.isAbsent() || isLess(after, before));
            case OLDER -> Version.isOlder(after.raw(), before.raw());
            case OPENED -> isOpen(after) && !isOpen(before);
            case UNAUTHENTICATED ->
                before.raw().startsWith(AUTHENTICATE) && !after.raw().startsWith(AUTHENTICATE);
            case PUBLIC ->
                after.raw().startsWith("public-")
                        || after.is("authenticated-read")
                        || after.raw().equalsIgnoreCase("all")
                        || after.is("allUsers")
                        || after.is("allAuthenticatedUsers")
                        || after.raw().endsWith("/global/AllUsers")
                        || after.raw().endsWith("/global/AuthenticatedUsers");
        };
    }

    /** Whether nobody can tell before the apply if the change weakens a resource that exists. */
    static boolean isUndecided(Value before, Value after) {
        return after.isUnknown() && hasContent(before);
    }

    private static boolean isOpen(Value value) {
        return OPEN_WORDS.contains(word(value)) || value.raw().startsWith(INTERNET_GATEWAY);
    }

    private static boolean isNothing(Value value) {
        return value.is("0") || value.is("false");
    }

    private static boolean hasContent(Value value) {
        return value.isKnown() && !value.is("");
    }

    private static String word(Value value) {
        return value.raw().toLowerCase(Locale.ROOT);
    }

    /** A key may be named by its ARN or by its ID, which is the last part of the ARN. */
    private static boolean isOtherKey(Value before, Value after) {
        String old = before.raw();
        String fresh = after.raw();
        return hasContent(before)
                && hasContent(after)
                && !old.contains(AWS_MANAGED)
                && !old.endsWith("/" + fresh)
                && !fresh.endsWith("/" + old)
                && !old.equals(fresh);
    }

    /** Logs with a retention of 0 are kept for ever, and so are those without one. */
    private static boolean isShorter(Value before, Value after) {
        boolean forever = after.is("0") || (after.isAbsent() && before.is("0"));
        return !forever && (before.is("0") || isLess(before, after));
    }

    private static boolean isLess(Value before, Value after) {
        return before.number()
                .map(old -> after.isAbsent()
                        || (after.isKnown()
                                && after.number()
                                        .filter(fresh -> fresh.compareTo(old) >= 0)
                                        .isEmpty()))
                .orElse(after.is("0"));
    }
}
