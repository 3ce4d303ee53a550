package io.github.qisaws.review.guard;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Compares the versions of database engines and their like, such as {@code 15.4}, {@code 8.0.mysql_aurora.3.05.2}. */
final class Version {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private Version() {}

    /**
     * Whether the first version is older than the second. A version that names fewer parts, such as {@code 15}, leaves
     * the others to AWS and is not older than {@code 15.4}. Versions of two products, such as {@code Elasticsearch_7.10}
     * and {@code OpenSearch_1.0}, have no order.
     */
    static boolean isOlder(String version, String than) {
        if (!product(version).equals(product(than))) {
            return false;
        }
        List<BigInteger> parts = parts(version);
        List<BigInteger> others = parts(than);
        for (int index = 0; index < Math.min(parts.size(), others.size()); index++) {
            int order = parts.get(index).compareTo(others.get(index));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** What stands before the first number. */
    private static String product(String version) {
        return version.replaceFirst("[0-9].*", "");
    }

    private static List<BigInteger> parts(String version) {
        return NUMBER.matcher(version)
                .results()
                .map(part -> new BigInteger(part.group()))
                .toList();
    }
}
