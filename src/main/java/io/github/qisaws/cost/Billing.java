package io.github.qisaws.cost;

import io.github.qisaws.cost.Charge.ByUse;
import io.github.qisaws.cost.Charge.Fixed;
import io.github.qisaws.cost.Charge.Unknown;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each type of resource is billed for. */
final class Billing {
    private static final String MANAGED_MONITORING = "ec2/detailed-monitoring";

    private static final Map<String, String> ONE_EACH = Map.of(
            "aws_kms_key", "kms/key",
            "aws_secretsmanager_secret", "secretsmanager/secret",
            "aws_route53_zone", "route53/zone",
            "aws_cloudwatch_metric_alarm", "cloudwatch/alarm",
            "aws_cloudwatch_dashboard", "cloudwatch/dashboard",
            "aws_nat_gateway", "nat-gateway",
            "aws_eip", "public-ipv4");

    private final List<Change> all;
    private final Side side;
    private final int zones;

    /**
     * Billing of a plan's resources.
     *
     * @param zones how many zones there are, for what a first plan does not know yet; 0: not known
     */
    Billing(List<Change> all, Side side, int zones) {
        this.all = all;
        this.side = side;
        this.zones = zones;
    }

    List<Charge> of(Change change) {
        String type = change.type();
        if (ONE_EACH.containsKey(type)) {
            return List.of(Fixed.one(ONE_EACH.get(type)));
        }
        return switch (type) {
            case "aws_instance" -> instance(change);
            case "aws_autoscaling_group" -> group(change);
            case "aws_ebs_volume" -> List.of(volume(change, "size", "type", BigDecimal.ONE, BigDecimal.ONE));
            case "aws_lb" -> balancer(change);
            case "aws_vpc_endpoint" -> endpoint(change);
            case "aws_db_instance" -> database(change);
            case "aws_elasticache_cluster" -> cache(change);
            case "aws_ecs_service" -> new Tasks(all, side).of(change);
            case "aws_wafv2_web_acl" -> firewall(change);
            default ->
                BillingTypes.isFree(type)
                        ? List.of()
                        : List.of(BillingTypes.byUse(type)
                                .<Charge>map(ByUse::new)
                                .orElseGet(() -> new Unknown("how " + type + " is billed")));
        };
    }

    private List<Charge> instance(Change change) {
        List<Charge> charges = new ArrayList<>();
        charges.add(hours(change, "instance_type", "ec2/", "", BigDecimal.ONE, BigDecimal.ONE));
        charges.add(volume(
                change,
                "root_block_device[0].volume_size",
                "root_block_device[0].volume_type",
                BigDecimal.ONE,
                BigDecimal.ONE));
        if (is(change, "monitoring", "true")) {
            charges.add(Fixed.one(MANAGED_MONITORING));
        }
        if (is(change, "associate_public_ip_address", "true")) {
            charges.add(Fixed.one("public-ipv4"));
        }
        return charges;
    }

    /** Its servers are those of the launch template beside it. */
    private List<Charge> group(Change change) {
        Optional<BigDecimal> least = number(change, "min_size");
        Optional<BigDecimal> most = number(change, "max_size");
        Optional<Change> template = all.stream()
                .filter(each -> each.type().equals("aws_launch_template") && side.holds(each))
                .filter(each -> each.address().modules().equals(change.address().modules()))
                .findFirst();
        if (least.isEmpty() || most.isEmpty() || template.isEmpty()) {
            return List.of(new Unknown("how many servers of which type the group has"));
        }
        List<Charge> charges = new ArrayList<>();
        charges.add(hours(template.get(), "instance_type", "ec2/", "", least.get(), most.get()));
        String ebs = "block_device_mappings[0].ebs[0].";
        charges.add(volume(template.get(), ebs + "volume_size", ebs + "volume_type", least.get(), most.get()));
        if (is(template.get(), "monitoring[0].enabled", "true")) {
            charges.add(new Fixed(MANAGED_MONITORING, least.get(), most.get()));
        }
        if (is(template.get(), "network_interfaces[0].associate_public_ip_address", "true")) {
            charges.add(new Fixed("public-ipv4", least.get(), most.get()));
        }
        return charges;
    }

    private List<Charge> balancer(Change change) {
        String type = side.text(change, "load_balancer_type").orElse("application");
        return List.of(
                Fixed.one("load-balancer/" + type),
                new ByUse("requests of the load balancer, and its public addresses"));
    }

    private List<Charge> endpoint(Change change) {
        if (!is(change, "vpc_endpoint_type", "Interface")) {
            return List.of();
        }
        long subnets = change.attributes().stream()
                .filter(attribute -> attribute.path().startsWith("subnet_ids["))
                .filter(attribute -> !side.value(change, attribute.path()).isAbsent())
                .count();
        long number = subnets > 0 ? subnets : zones;
        return number > 0
                ? List.of(Fixed.of("vpc-endpoint", BigDecimal.valueOf(number)), new ByUse("traffic of VPC endpoints"))
                : List.of(new Unknown("in how many zones the endpoint is"));
    }

    private List<Charge> database(Change change) {
        Optional<String> several = side.text(change, "multi_az");
        String zone = several.filter("true"::equals).isPresent() ? "multi-az" : "single-az";
        String storage = side.text(change, "storage_type").orElse("gp2");
        Charge space = number(change, "allocated_storage")
                .<Charge>map(size -> Fixed.of("rds/" + storage + "/" + zone, size))
                .orElseGet(() -> new Unknown("the size of the database's storage"));
        return List.of(hours(change, "instance_class", "rds/", "/" + zone, BigDecimal.ONE, BigDecimal.ONE), space);
    }

    private List<Charge> cache(Change change) {
        BigDecimal nodes = number(change, "num_cache_nodes").orElse(BigDecimal.ONE);
        return List.of(hours(change, "node_type", "elasticache/", "", nodes, nodes));
    }

    private List<Charge> firewall(Change change) {
        long rules = change.attributes().stream()
                .filter(attribute -> attribute.path().matches("rule\\[[0-9]+]\\.priority"))
                .filter(attribute -> !side.value(change, attribute.path()).isAbsent())
                .count();
        return List.of(
                Fixed.one("waf/acl"),
                Fixed.of("waf/rule", BigDecimal.valueOf(rules)),
                new ByUse("requests that the web application firewall looks at"));
    }

    private Charge hours(
            Change change, String attribute, String prefix, String suffix, BigDecimal least, BigDecimal most) {
        return side.text(change, attribute)
                .<Charge>map(type -> new Fixed(prefix + type + suffix, least, most))
                .orElseGet(() -> new Unknown(attribute + " before it is applied"));
    }

    private Charge volume(Change change, String size, String type, BigDecimal least, BigDecimal most) {
        Optional<BigDecimal> gibibytes = number(change, size);
        if (gibibytes.isEmpty()) {
            return new Unknown("the size of the volume");
        }
        String item = "ebs/" + side.text(change, type).orElse("gp2");
        return new Fixed(item, gibibytes.get().multiply(least), gibibytes.get().multiply(most));
    }

    private Optional<BigDecimal> number(Change change, String path) {
        return side.text(change, path)
                .filter(text -> text.matches("[0-9]+([.][0-9]+)?"))
                .map(BigDecimal::new);
    }

    private boolean is(Change change, String path, String expected) {
        return side.text(change, path).filter(expected::equals).isPresent();
    }
}
