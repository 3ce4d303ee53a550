package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Ports that a CIDR block can reach. */
record Opening(String protocol, String from, String to) {
    private static final Set<String> WEB_PORTS = Set.of("80", "443");
    private static final Set<String> ALL = Set.of("-1", "all");
    private static final Set<String> TCP = Set.of("tcp", "6", "");
    private static final String LAST_PORT = "65535";

    /** The ports that a change newly opens to the internet, with the blocks; several large blocks count together. */
    static Map<Opening, String> added(Change change, AttributeMeaning addresses) {
        Map<Opening, String> added = all(change, addresses, Attribute::after);
        added.keySet().removeAll(all(change, addresses, Attribute::before).keySet());
        return added;
    }

    private static Map<Opening, String> all(
            Change change, AttributeMeaning addresses, Function<Attribute, Value> side) {
        Map<Opening, AddressSpace> spaces = new HashMap<>();
        Map<Opening, String> cidrs = new LinkedHashMap<>();
        Meanings.all(change, addresses)
                .filter(each -> !beside(change, each, side, AttributeMeaning.RULE_ACTION)
                        .equalsIgnoreCase("deny"))
                .forEach(each -> AddressSpace.of(side.apply(each).raw())
                        .filter(space -> space.share() > 0)
                        .ifPresent(space -> {
                            Opening ports = of(change, each, side);
                            spaces.merge(ports, space, AddressSpace::plus);
                            cidrs.merge(ports, side.apply(each).text(), (first, second) -> first + ", " + second);
                        }));
        cidrs.keySet().removeIf(ports -> !spaces.get(ports).isWorld());
        return cidrs;
    }

    private static Opening of(Change change, Attribute block, Function<Attribute, Value> side) {
        if (!Catalogue.OURS.watches(change.type(), AttributeMeaning.PROTOCOL)) {
            return ofText(change, side);
        }
        String protocol = beside(change, block, side, AttributeMeaning.PROTOCOL);
        return new Opening(
                protocol.isEmpty() ? "-1" : protocol,
                beside(change, block, side, AttributeMeaning.FROM_PORT),
                beside(change, block, side, AttributeMeaning.TO_PORT));
    }

    /** Firewalls of other clouds write their ports in one text each. */
    private static Opening ofText(Change change, Function<Attribute, Value> side) {
        List<String> ports = Meanings.all(change, AttributeMeaning.PORTS)
                .map(side)
                .map(Value::raw)
                .distinct()
                .sorted()
                .toList();
        return new Opening("", String.join(", ", ports), ports.size() == 1 ? ports.get(0) : "");
    }

    private static String beside(
            Change change, Attribute block, Function<Attribute, Value> side, AttributeMeaning meaning) {
        return Meanings.all(change, meaning)
                .filter(each -> each.parent().equals(block.parent()))
                .map(side)
                .filter(value -> value.isKnown() && !value.is(""))
                .map(Value::raw)
                .findFirst()
                .orElse("");
    }

    boolean isWeb() {
        return TCP.contains(protocol) && from.equals(to) && WEB_PORTS.contains(from);
    }

    /** Whether it is every protocol, or every port of one. */
    boolean isEverything() {
        return ALL.contains(protocol) || ((from.equals("0") || from.equals("1")) && to.equals(LAST_PORT));
    }

    /** Whether it has all ports from one of these to the last one. */
    boolean startsAt(Set<String> ports) {
        return !ALL.contains(protocol) && ports.contains(from) && to.equals(LAST_PORT);
    }

    String ports() {
        if (protocol.isEmpty()) {
            return to.isEmpty() ? ("ports " + from).strip() : "port " + from;
        }
        if (ALL.contains(protocol)) {
            return "all ports";
        }
        if (from.isEmpty() || to.isEmpty()) {
            return "ports that are known only after the apply (" + protocol + ")";
        }
        return (from.equals(to) ? "port " + from : "ports " + from + "-" + to) + "/" + protocol;
    }
}
