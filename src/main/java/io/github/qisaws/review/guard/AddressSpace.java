package io.github.qisaws.review.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the internet that a CIDR block covers.
 *
 * @param share 1 for all addresses, 0.5 for half of them
 */
record AddressSpace(double share) {
    private static final Pattern CIDR = Pattern.compile("\\s*([0-9A-Fa-f:.]+)/([0-9]{1,9})\\s*");

    /** A hundredth of all addresses is no longer a network of one owner; the largest private block has 0.4 %. */
    private static final double WORLD = 1.0 / 128;

    /** Length of an IPv6 prefix from which on a block is that of one owner; providers get /19 at most. */
    private static final int OWNED_PREFIX = 16;

    /** Texts of Azure for all addresses of the internet. */
    private static final Set<String> ALL = Set.of("*", "any", "internet");

    static final AddressSpace NONE = new AddressSpace(0);

    /** Reads a CIDR block, or a word for all addresses; empty if the text is neither. */
    static Optional<AddressSpace> of(String cidr) {
        if (ALL.contains(cidr.toLowerCase(Locale.ROOT))) {
            return Optional.of(new AddressSpace(1));
        }
        Matcher matcher = CIDR.matcher(cidr);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(matcher.group(2));
        String address = matcher.group(1).toLowerCase(Locale.ROOT);
        if (address.contains(":")) {
            boolean isPrivate = address.startsWith("f");
            return Optional.of(prefix <= OWNED_PREFIX && !isPrivate ? new AddressSpace(1) : NONE);
        }
        return Optional.of(new AddressSpace(Math.pow(2, -prefix)));
    }

    AddressSpace plus(AddressSpace other) {
        return new AddressSpace(share + other.share);
    }

    /** Whether it is so large that the risk is that of the whole internet. */
    boolean isWorld() {
        return share >= WORLD;
    }
}
