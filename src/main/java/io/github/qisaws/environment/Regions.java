package io.github.qisaws.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * AWS regions and their zone letters, from a built-in list.
 *
 * <p>A region that is not listed but has a region's form is allowed, since AWS adds some each year; its zones are then
 * not checked. Letters that AWS no longer gives to new accounts (such as ap-northeast-1b) are not listed.
 */
final class Regions {
    /** Each account sees only two of this region's three zones, and which two differs between accounts. */
    static final String TWO_OF_THREE = "us-west-1";

    private static final String ABC = "abc";
    private static final int DEFAULT_ZONES = 3;
    private static final Map<String, String> ZONES = zones();

    private Regions() {}

    private static Map<String, String> zones() {
        Map<String, String> zones = new LinkedHashMap<>();
        for (String region : List.of(
                "af-south-1",
                "ap-east-1",
                "ap-east-2",
                "ap-northeast-3",
                "ap-south-1",
                "ap-south-2",
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-southeast-3",
                "ap-southeast-4",
                "ap-southeast-5",
                "ap-southeast-6",
                "ap-southeast-7",
                "ca-west-1",
                "eu-central-1",
                "eu-central-2",
                "eu-north-1",
                "eu-south-1",
                "eu-south-2",
                "eu-west-1",
                "eu-west-2",
                "eu-west-3",
                "il-central-1",
                "me-central-1",
                "me-south-1",
                "mx-central-1",
                "sa-east-1",
                "us-east-2",
                TWO_OF_THREE)) {
            zones.put(region, ABC);
        }
        zones.put("ap-northeast-1", "acd");
        zones.put("ap-northeast-2", "abcd");
        zones.put("ca-central-1", "abd");
        zones.put("us-east-1", "abcdef");
        zones.put("us-west-2", "abcd");
        return zones;
    }

    /** Whether a region is in China, GovCloud, or a sovereign cloud, where accounts and service names differ. */
    static boolean isApart(String region) {
        return region.matches("(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-.*");
    }

    static Set<String> known() {
        return ZONES.keySet();
    }

    /** The zone letters of a region; empty for a region that is not in the list. */
    static Optional<List<String>> zonesOf(String region) {
        return Optional.ofNullable(ZONES.get(region)).map(letters -> List.of(letters.split("")));
    }

    /** The first three zones; a, b, and c in an unlisted region; none in us-west-1, where they differ per account. */
    static List<String> defaultZones(String region) {
        if (region.equals(TWO_OF_THREE)) {
            return List.of();
        }
        List<String> letters = zonesOf(region).orElse(List.of("a", "b", "c"));
        return new ArrayList<>(letters).subList(0, DEFAULT_ZONES);
    }

    /** Whether an unlisted region could be a new one rather than a typing error. */
    static boolean mayBeNew(String region) {
        String start = region.substring(0, region.indexOf('-') + 1);
        return known().stream().anyMatch(known -> known.startsWith(start));
    }
}
