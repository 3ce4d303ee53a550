package io.github.qisaws.environment;

import java.util.Locale;
import java.util.Optional;

/** Syntax of DNS host names. */
final class HostName {
    static final String PATTERN = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])";
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    /** What is wrong with a name, to follow the name itself. */
    static Optional<String> wrong(String name) {
        if (name.contains("://")) {
            return Optional.of("is a URL; enter only the host name");
        }
        if (name.contains("/") || name.contains(":")) {
            return Optional.of("has a path or port; enter only the host name");
        }
        if (name.contains("*")) {
            return Optional.of("is a wildcard; enter one host name");
        }
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("has capital letters");
        }
        if (name.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        for (String label : name.split("\\.", -1)) {
            if (label.length() > LONGEST_LABEL) {
                return Optional.of("has a part of more than " + LONGEST_LABEL + " characters");
            }
        }
        return name.isEmpty() || name.matches(PATTERN) ? Optional.empty() : form(name);
    }

    private static Optional<String> form(String name) {
        if (name.endsWith(".")) {
            return Optional.of("ends with a dot");
        }
        if (name.matches("[0-9.]+")) {
            return Optional.of("is an IP address, not a host name");
        }
        if (!name.contains(".")) {
            return Optional.of("has no domain, such as .example.com");
        }
        return Optional.of("is not a valid host name");
    }

    static Optional<String> suggestion(String name) {
        String bare = name.toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://", "")
                .replaceFirst("[/:].*$", "")
                .replaceFirst("\\.$", "");
        boolean better = !bare.equals(name) && !bare.isEmpty() && wrong(bare).isEmpty();
        return better ? Optional.of(bare) : Optional.empty();
    }
}
