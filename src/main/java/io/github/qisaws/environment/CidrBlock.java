package io.github.qisaws.environment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CIDR block, IPv4 or IPv6.
 *
 * @param address its first address, or one with host bits set
 * @param prefix length in bits
 * @param bits 32 or 128
 */
record CidrBlock(BigInteger address, int prefix, int bits) {
    private static final int IPV4 = 32;
    private static final int IPV6 = 128;
    private static final int OCTET = 8;
    private static final int GROUP = 16;
    private static final int GROUPS = 8;
    private static final String DECIMAL = "0|[1-9][0-9]{0,2}";

    /** RFC 1918, and RFC 6598's shared address space. */
    private static final List<CidrBlock> PRIVATE =
            List.of(known("10.0.0.0/8"), known("172.16.0.0/12"), known("192.168.0.0/16"), known("100.64.0.0/10"));

    private static CidrBlock known(String text) {
        return parse(text).orElseThrow();
    }

    /** The CIDR block in a text; empty if the text is not a CIDR block. */
    static Optional<CidrBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches(DECIMAL)) {
            return Optional.empty();
        }
        int bits = text.contains(":") ? IPV6 : IPV4;
        int prefix = Integer.parseInt(text.substring(slash + 1));
        String address = text.substring(0, slash);
        Optional<BigInteger> number = bits == IPV4 ? parseIpv4(address) : parseIpv6(address);
        return prefix > bits ? Optional.empty() : number.map(value -> new CidrBlock(value, prefix, bits));
    }

    private static Optional<BigInteger> parseIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        BigInteger number = BigInteger.ZERO;
        for (String octet : octets) {
            if (octets.length != IPV4 / OCTET || !octet.matches(DECIMAL) || Integer.parseInt(octet) >= 1 << OCTET) {
                return Optional.empty();
            }
            number = number.shiftLeft(OCTET).add(new BigInteger(octet));
        }
        return Optional.of(number);
    }

    private static Optional<BigInteger> parseIpv6(String text) {
        String[] halves = text.split("::", -1);
        List<String> front = groups(halves[0]);
        List<String> back = halves.length > 1 ? groups(halves[1]) : List.of();
        int missing = GROUPS - front.size() - back.size();
        boolean complete = halves.length == 1 ? missing == 0 : halves.length == 2 && missing > 0;
        List<String> all = new ArrayList<>(front);
        for (int i = 0; i < missing; i++) {
            all.add("0");
        }
        all.addAll(back);
        if (!complete || !all.stream().allMatch(group -> group.matches("[0-9A-Fa-f]{1,4}"))) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        for (String group : all) {
            number = number.shiftLeft(GROUP).add(new BigInteger(group, GROUP));
        }
        return Optional.of(number);
    }

    private static List<String> groups(String half) {
        return half.isEmpty() ? List.of() : List.of(half.split(":", -1));
    }

    /** The same block with its host bits cleared. */
    CidrBlock network() {
        int host = bits - prefix;
        return new CidrBlock(address.shiftRight(host).shiftLeft(host), prefix, bits);
    }

    boolean hasHostBits() {
        return !network().equals(this);
    }

    boolean contains(CidrBlock other) {
        return bits == other.bits
                && prefix <= other.prefix
                && address.shiftRight(bits - prefix).equals(other.address.shiftRight(bits - prefix));
    }

    boolean isPrivate() {
        return PRIVATE.stream().anyMatch(block -> block.contains(this));
    }

    boolean isIpv4() {
        return bits == IPV4;
    }

    @Override
    public String toString() {
        int part = isIpv4() ? OCTET : GROUP;
        List<String> parts = new ArrayList<>();
        for (int shift = bits - part; shift >= 0; shift -= part) {
            int value = address.shiftRight(shift).intValue() & ((1 << part) - 1);
            parts.add(isIpv4() ? String.valueOf(value) : Integer.toHexString(value));
        }
        String joined = String.join(isIpv4() ? "." : ":", parts);
        return (isIpv4() ? joined : joined.replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::")) + "/" + prefix;
    }
}
