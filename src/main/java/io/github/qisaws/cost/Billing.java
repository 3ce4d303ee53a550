package io.github.qisaws.cost;

import io.github.qisaws.catalogue.BillingRule.Kind;
import io.github.qisaws.cost.Charge.ByUse;
import io.github.qisaws.cost.Charge.Fixed;
import io.github.qisaws.cost.Charge.Unknown;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The charges of each resource, calculated by the rule that the catalogue has for its type. */
final class Billing {
    private static final String DETAILED_MONITORING = "ec2/detailed-monitoring";

    private final List<Change> all;
    private final Side side;
    private final int zones;

    /**
     * Billing of the resources of a plan.
     *
     * @param zones the number of zones, for a first plan that does not have it yet; 0 if it is not known
     */
    Billing(List<Change> all, Side side, int zones) {
        this.all = all;
        this.side = side;
        this.zones = zones;
    }

    List<Charge> of(Change change) {
        return Billed.of(change, side)
                .map(this::of)
                .orElseGet(() -> List.of(new Unknown("billing of " + change.type())));
    }

    private List<Charge> of(Billed billed) {
        return switch (billed.rule().kind()) {
            case FREE, TEMPLATE, CONTAINER_TASK, CONTAINER_SCALING -> List.of();
            case BY_USE -> List.of(new ByUse(billed.rule().item().orElseThrow()));
            case EACH -> List.of(Fixed.one(billed.rule().item().orElseThrow()));
            case SERVER -> servers(billed, BigDecimal.ONE, BigDecimal.ONE);
            case FLEET -> fleet(billed);
            case VOLUME -> List.of(volume(billed, BigDecimal.ONE, BigDecimal.ONE));
            case LOAD_BALANCER -> balancer(billed);
            case ENDPOINT -> endpoint(billed);
            case DATABASE -> database(billed);
            case CACHE -> cache(billed);
            case CONTAINER_SERVICE -> Tasks.of(billed, all);
            case WEB_ACL -> firewall(billed);
        };
    }

    /** Servers that are described by an instance, or by the template of a fleet. */
    private static List<Charge> servers(Billed server, BigDecimal least, BigDecimal most) {
        List<Charge> charges = new ArrayList<>();
        charges.add(hours(server, "ec2/", "", least, most));
        charges.add(volume(server, least, most));
        if (server.is("monitoring", "true")) {
            charges.add(new Fixed(DETAILED_MONITORING, least, most));
        }
        if (server.is("public", "true")) {
            charges.add(new Fixed("public-ipv4", least, most));
        }
        return charges;
    }

    /** The servers of a fleet are those of the launch template in the same module. */
    private List<Charge> fleet(Billed group) {
        Optional<BigDecimal> least = group.number("minimum");
        Optional<BigDecimal> most = group.number("maximum");
        Optional<Billed> template = group.beside(all.stream(), Kind.TEMPLATE);
        if (least.isEmpty() || most.isEmpty() || template.isEmpty()) {
            return List.of(new Unknown("number and type of the servers of the Auto Scaling group"));
        }
        return servers(template.get(), least.get(), most.get());
    }

    private static List<Charge> balancer(Billed balancer) {
        String type = balancer.text("type").orElse("application");
        return List.of(
                Fixed.one("load-balancer/" + type), new ByUse("requests and public IP addresses of the load balancer"));
    }

    private List<Charge> endpoint(Billed endpoint) {
        if (!endpoint.is("type", "Interface")) {
            return List.of();
        }
        long subnets = endpoint.count("subnets");
        long number = subnets > 0 ? subnets : zones;
        return number > 0
                ? List.of(Fixed.of("vpc-endpoint", BigDecimal.valueOf(number)), new ByUse("traffic of VPC endpoints"))
                : List.of(new Unknown("number of availability zones of the VPC endpoint"));
    }

    private static List<Charge> database(Billed database) {
        String zone = database.is("standby", "true") ? "multi-az" : "single-az";
        String storage = database.text("storage").orElse("gp2");
        Charge space = database.number("size")
                .<Charge>map(size -> Fixed.of("rds/" + storage + "/" + zone, size))
                .orElseGet(() -> new Unknown("storage size of the database"));
        return List.of(hours(database, "rds/", "/" + zone, BigDecimal.ONE, BigDecimal.ONE), space);
    }

    private static List<Charge> cache(Billed cache) {
        BigDecimal nodes = cache.number("nodes").orElse(BigDecimal.ONE);
        return List.of(hours(cache, "elasticache/", "", nodes, nodes));
    }

    private static List<Charge> firewall(Billed firewall) {
        return List.of(
                Fixed.one("waf/acl"),
                Fixed.of("waf/rule", BigDecimal.valueOf(firewall.count("rules"))),
                new ByUse("requests inspected by the web application firewall"));
    }

    private static Charge hours(Billed billed, String prefix, String suffix, BigDecimal least, BigDecimal most) {
        return billed.text("type")
                .<Charge>map(type -> new Fixed(prefix + type + suffix, least, most))
                .orElseGet(() -> new Unknown(billed.rule().attribute("type") + " (known after apply)"));
    }

    private static Charge volume(Billed billed, BigDecimal least, BigDecimal most) {
        Optional<BigDecimal> gibibytes = billed.number("size");
        if (gibibytes.isEmpty()) {
            return new Unknown("size of the volume");
        }
        String item = "ebs/" + billed.text("storage").orElse("gp2");
        return new Fixed(item, gibibytes.get().multiply(least), gibibytes.get().multiply(most));
    }
}
