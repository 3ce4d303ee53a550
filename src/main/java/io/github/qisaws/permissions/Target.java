package io.github.qisaws.permissions;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.EnvironmentSchema;

/**
 * The part of AWS in which an environment is, for its ARNs.
 *
 * @param path of its IAM roles
 */
public record Target(String partition, String region, String account, String environment, String path) {
    public static Target of(Environment environment) {
        String region = environment.placement().region();
        return new Target(
                Placement.partitionOf(region),
                region,
                environment.placement().account(),
                environment.name(),
                path(environment));
    }

    /** The part with the resources in us-east-1, whose names end with the environment and its region. */
    Target inUsEast1() {
        return new Target(partition, Placement.US_EAST_1, account, environment + "-" + region, path);
    }

    /** The ARN of one of the environment's roles. */
    public String role(String name) {
        return fill("arn:${partition}:iam::${account}:role${path}" + name + "-${environment}-${region}");
    }

    private static String path(Environment environment) {
        return environment
                .site()
                .settings()
                .value(EnvironmentSchema.key("iam.path"))
                .map(String::valueOf)
                .orElse("/");
    }

    /** Replaces {@code ${partition}}, {@code ${region}}, {@code ${account}}, {@code ${environment}}, and {@code ${path}}. */
    String fill(String template) {
        return template.replace("${partition}", partition)
                .replace("${region}", region)
                .replace("${account}", account)
                .replace("${environment}", environment)
                .replace("${path}", path);
    }
}
