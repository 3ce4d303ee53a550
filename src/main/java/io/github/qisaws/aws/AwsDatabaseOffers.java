package io.github.qisaws.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PostgreSQL databases that RDS offers the account in a region. */
record AwsDatabaseOffers(AwsAccess access) {
    private static final String API = "2014-10-31";
    private static final int MOST_PAGES = 20;
    private static final Pattern OPTION =
            Pattern.compile("<OrderableDBInstanceOption>(.*?)</OrderableDBInstanceOption>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<EngineVersion>([^<]+)</EngineVersion>");
    private static final Pattern ZONE =
            Pattern.compile("<AvailabilityZone>\\s*<Name>([^<]+)</Name>\\s*</AvailabilityZone>");
    private static final Pattern MARKER = Pattern.compile("<Marker>([^<]+)</Marker>");

    /** The zones by engine version. */
    Map<String, Set<String>> of(String instanceClass) {
        return access.call("rds:DescribeOrderableDBInstanceOptions", () -> {
            Map<String, Set<String>> offers = new TreeMap<>();
            Map<String, String> parameters =
                    new HashMap<>(Map.of("Engine", "postgres", "DBInstanceClass", instanceClass, "Vpc", "true"));
            for (int page = 0; page < MOST_PAGES; page++) {
                String answer =
                        new SignedCalls(access).query("rds", API, "DescribeOrderableDBInstanceOptions", parameters);
                read(answer, offers);
                Matcher marker = MARKER.matcher(answer);
                if (!marker.find()) {
                    break;
                }
                parameters.put("Marker", marker.group(1));
            }
            return offers;
        });
    }

    private static void read(String answer, Map<String, Set<String>> offers) {
        OPTION.matcher(answer).results().forEach(option -> {
            Matcher version = VERSION.matcher(option.group(1));
            if (version.find()) {
                Set<String> zones = offers.computeIfAbsent(version.group(1), each -> new TreeSet<>());
                ZONE.matcher(option.group(1)).results().forEach(zone -> zones.add(zone.group(1)));
            }
        });
    }
}
