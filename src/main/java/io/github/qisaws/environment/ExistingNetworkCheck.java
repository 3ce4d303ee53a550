package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the subnets of an existing VPC, and rejects the keys of a VPC that qis-aws would create. */
final class ExistingNetworkCheck implements ValueCheck {
    private static final int LEAST_ZONES = 2;

    /** Keys of a VPC that qis-aws creates. */
    private static final List<Key<?>> OWN = List.of(
            NetworkKeys.CIDR,
            NetworkKeys.ZONES,
            NetworkKeys.SUBNET_PREFIX,
            NetworkKeys.NAT,
            NetworkKeys.ENDPOINTS,
            NetworkKeys.FLOW_LOG_DAYS);

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.hasNetwork(values)) {
            OWN.stream().filter(values::isGiven).forEach(key -> refuse(key, findings));
            judgeLayout(values, findings);
            judgePrivate(values, findings);
            judgePublic(values, findings);
            judgeTwice(values, findings);
        }
    }

    private static void refuse(Key<?> key, Findings findings) {
        findings.add(
                key, Message.of("has no effect on an existing network, which qis-aws does not change", "remove it"));
    }

    private static void judgeLayout(Values values, Findings findings) {
        if (Derived.isOpen(values)) {
            findings.add(
                    NetworkKeys.LAYOUT,
                    Message.of(
                            "layout open changes the VPC's default security group, and an existing network is not"
                                    + " changed",
                            "use layout tiered, or remove network.existing"));
        }
    }

    private static void judgePrivate(Values values, Findings findings) {
        Optional<Map<String, String>> subnets = values.find(ExistingKeys.PRIVATE_SUBNETS);
        if (subnets.filter(given -> given.size() < LEAST_ZONES).isPresent()) {
            findings.add(
                    ExistingKeys.PRIVATE_SUBNETS,
                    Message.of(
                            "has subnets in fewer than two zones, and AWS requires two for a load balancer",
                            "allowed: two or three zones"));
        }
        subnets.ifPresent(given -> judgeZones(ExistingKeys.PRIVATE_SUBNETS, given, values, findings));
    }

    private static void judgeZones(Key<?> key, Map<String, String> subnets, Values values, Findings findings) {
        Optional<List<String>> known = values.find(Keys.REGION).flatMap(Regions::zonesOf);
        subnets.keySet().stream()
                .filter(zone -> known.filter(zones -> !zones.contains(zone)).isPresent())
                .forEach(zone -> findings.add(
                        key.path() + "." + zone,
                        Message.of(
                                values.get(Keys.REGION) + " has no zone " + Message.quote(zone),
                                Message.oneOf(known.orElseThrow()))));
    }

    private static void judgePublic(Values values, Findings findings) {
        Optional<Map<String, String>> subnets = values.find(ExistingKeys.PUBLIC_SUBNETS);
        Optional<Boolean> internal = values.find(LoadBalancerKeys.INTERNAL);
        if (subnets.filter(Map::isEmpty).isPresent()
                && internal.filter(on -> !on).isPresent()) {
            findings.add(
                    ExistingKeys.PUBLIC_SUBNETS,
                    Message.of(
                            "an internet-facing load balancer requires public subnets",
                            "add the subnets, or add load-balancer.internal: true"));
        }
        Optional<Map<String, String>> servers = values.find(ExistingKeys.PRIVATE_SUBNETS);
        if (servers.isPresent()
                && subnets.filter(given -> !given.isEmpty()
                                && !given.keySet().equals(servers.get().keySet()))
                        .isPresent()) {
            findings.add(
                    ExistingKeys.PUBLIC_SUBNETS,
                    Message.of(
                            "has other zones than private-subnets, and a load balancer reaches only servers in its"
                                    + " own zones",
                            "use the zones of private-subnets: "
                                    + String.join(", ", servers.get().keySet())));
        }
    }

    private static void judgeTwice(Values values, Findings findings) {
        Map<String, String> places = new HashMap<>();
        for (Key<Map<String, String>> key : List.of(ExistingKeys.PRIVATE_SUBNETS, ExistingKeys.PUBLIC_SUBNETS)) {
            values.find(key).orElse(Map.of()).forEach((zone, subnet) -> {
                String path = key.path() + "." + zone;
                String other = places.putIfAbsent(subnet, path);
                if (other != null) {
                    findings.add(
                            path, Message.of(subnet + " is also " + other, "use one subnet for each zone and purpose"));
                }
            });
        }
    }
}
