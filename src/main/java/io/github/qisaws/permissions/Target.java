package io.github.qisaws.permissions;

import io.github.qisaws.environment.Environment;

/** The part of AWS in which an environment is, for its ARNs. */
public record Target(String partition, String region, String account, String environment) {
    public static Target of(Environment environment) {
        String region = environment.placement().region();
        return new Target(partition(region), region, environment.placement().account(), environment.name());
    }

    /** Replaces {@code ${partition}}, {@code ${region}}, {@code ${account}}, and {@code ${environment}}. */
    String fill(String template) {
        return template.replace("${partition}", partition)
                .replace("${region}", region)
                .replace("${account}", account)
                .replace("${environment}", environment);
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
