package io.github.qisaws.cost;

import io.github.qisaws.cost.Price.Per;
import java.util.Map;
import java.util.Optional;

/** Offers (files) of the AWS price list, each with the mapping from its products to price items. */
enum Offer {
    EC2("AmazonEC2") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            boolean plain = "Linux".equals(is.get("operatingSystem"))
                    && "Shared".equals(is.get("tenancy"))
                    && "NA".equals(is.get("preInstalledSw"))
                    && "Used".equals(is.get("capacitystatus"));
            if (family.equals("Compute Instance") && plain) {
                return named("ec2/", is.get("instanceType"));
            }
            if (family.equals("Storage")) {
                return named("ebs/", is.get("volumeApiName"));
            }
            return ends(is, "NatGateway-Hours") ? Optional.of("nat-gateway") : Optional.empty();
        }
    },
    BALANCERS("AWSELB") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            if (!ends(is, "LoadBalancerUsage") || !family.startsWith("Load Balancer-")) {
                return Optional.empty();
            }
            return switch (family) {
                case "Load Balancer-Application" -> Optional.of("load-balancer/application");
                case "Load Balancer-Network" -> Optional.of("load-balancer/network");
                default -> Optional.empty();
            };
        }
    },
    NETWORK("AmazonVPC") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            if (ends(is, "PublicIPv4:InUseAddress")) {
                return Optional.of("public-ipv4");
            }
            return ends(is, "VpcEndpoint-Hours") ? Optional.of("vpc-endpoint") : Optional.empty();
        }
    },
    DATABASES("AmazonRDS") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            String zone =
                    switch (is.getOrDefault("deploymentOption", "")) {
                        case "Single-AZ" -> "/single-az";
                        case "Multi-AZ" -> "/multi-az";
                        default -> "";
                    };
            boolean postgresql = "PostgreSQL".equals(is.get("databaseEngine"));
            if (zone.isEmpty() || !postgresql) {
                return Optional.empty();
            }
            if (family.equals("Database Instance")) {
                return named("rds/", is.get("instanceType")).map(item -> item + zone);
            }
            boolean gp3 = family.equals("Database Storage") && "General Purpose-GP3".equals(is.get("volumeType"));
            return gp3 ? Optional.of("rds/gp3" + zone) : Optional.empty();
        }
    },
    CONTAINERS("AmazonECS") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            return FARGATE.entrySet().stream()
                    .filter(usage -> ends(is, usage.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    },
    CACHES("AmazonElastiCache") {
        @Override
        Optional<String> item(String family, Map<String, String> is) {
            boolean memcached = family.equals("Cache Instance") && "Memcached".equals(is.get("cacheEngine"));
            return memcached ? named("elasticache/", is.get("instanceType")) : Optional.empty();
        }
    };

    private static final Map<String, String> FARGATE = Map.of(
            "Fargate-vCPU-Hours:perCPU", "fargate/vcpu",
            "Fargate-GB-Hours", "fargate/gib",
            "Fargate-ARM-vCPU-Hours:perCPU", "fargate/arm-vcpu",
            "Fargate-ARM-GB-Hours", "fargate/arm-gib");

    private final String code;

    Offer(String code) {
        this.code = code;
    }

    /** The offer's name in URLs. */
    String code() {
        return code;
    }

    /** The price item of a product; empty for products that are not used here. */
    abstract Optional<String> item(String family, Map<String, String> is);

    /** The unit for AWS's name of it. */
    static Optional<Per> per(String unit) {
        return switch (unit) {
            case "Hrs", "Hours", "Hour", "hours" -> Optional.of(Per.HOUR);
            case "GB-Mo", "GB-month" -> Optional.of(Per.MONTH);
            default -> Optional.empty();
        };
    }

    private static Optional<String> named(String prefix, String name) {
        return Optional.ofNullable(name).map(prefix::concat);
    }

    /** Compares a usage type without its region prefix, which it has in all regions but us-east-1. */
    private static boolean ends(Map<String, String> is, String usage) {
        String type = is.getOrDefault("usagetype", "");
        return type.equals(usage) || type.endsWith("-" + usage);
    }
}
