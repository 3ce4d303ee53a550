package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ports that security groups open to the internet, whichever resource type has the rule. */
final class Exposure implements Rule {
    private static final Set<String> WEB_PORTS = Set.of("80", "443");
    private static final Pattern BALANCER = Pattern.compile("(?i)(^|[^a-z])(a?lb|load[-_]?balancer)([^a-z]|$)");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(Exposure::isIngress)
                .flatMap(change -> Stream.concat(opened(change), undecided(subject, change)));
    }

    private static Stream<Finding> opened(Change change) {
        Set<Opening> before = openings(change, Attribute::before).keySet();
        return openings(change, Attribute::after).entrySet().stream()
                .filter(opening -> !before.contains(opening.getKey()))
                .filter(opening -> !(opening.getKey().isWeb() && isForBalancer(change)))
                .map(opening -> finding(change, opening.getKey(), opening.getValue()));
    }

    /** Sources that cannot be judged before the apply: unknown addresses, prefix lists, texts that are no CIDR block. */
    private static Stream<Finding> undecided(Case subject, Change change) {
        return Meanings.all(change, AttributeMeaning.SOURCE)
                .filter(Attribute::changed)
                .filter(each -> each.after().isUnknown()
                        ? !(change.action() == Action.CREATE && subject.isOurs(change))
                        : !each.after().raw().isEmpty()
                                && AddressSpace.of(each.after().raw()).isEmpty())
                .map(Attribute::path)
                .findFirst()
                .map(path -> Finding.of(
                        RuleName.OPEN_TO_WORLD,
                        Level.WARN,
                        change.name(),
                        ResourceWords.first(change) + ": which addresses " + path
                                + " allows is not known before the apply.",
                        "Check that it does not open a port to the internet."))
                .stream();
    }

    private static boolean isIngress(Change change) {
        return Catalogue.OURS.watches(change.type(), AttributeMeaning.SOURCE)
                && Meanings.all(change, AttributeMeaning.DIRECTION)
                        .noneMatch(each -> each.after().is("egress"));
    }

    private static boolean isForBalancer(Change change) {
        return BALANCER.matcher(change.address().resource()).find()
                || BALANCER.matcher(change.after("name").text()).find();
    }

    private static Finding finding(Change change, Opening opening, String cidrs) {
        Level level = opening.isWeb() ? Level.WARN : Level.BLOCK;
        return Finding.of(
                RuleName.OPEN_TO_WORLD,
                level,
                change.name(),
                ResourceWords.first(change) + " allows " + opening.ports() + " from the internet (" + cidrs + ").",
                "Allow only the IP ranges that need access, or use Session Manager instead of SSH.");
    }

    /** The ports that the blocks of one side open, with the blocks; several large blocks count together. */
    private static Map<Opening, String> openings(Change change, Function<Attribute, Value> side) {
        Map<Opening, AddressSpace> spaces = new HashMap<>();
        Map<Opening, String> cidrs = new LinkedHashMap<>();
        Meanings.all(change, AttributeMeaning.SOURCE)
                .forEach(each -> AddressSpace.of(side.apply(each).raw())
                        .filter(space -> space.share() > 0)
                        .ifPresent(space -> {
                            Opening ports = opening(change, each, side);
                            spaces.merge(ports, space, AddressSpace::plus);
                            cidrs.merge(ports, side.apply(each).text(), (first, second) -> first + ", " + second);
                        }));
        cidrs.keySet().removeIf(ports -> !spaces.get(ports).isWorld());
        return cidrs;
    }

    private static Opening opening(Change change, Attribute block, Function<Attribute, Value> side) {
        Function<AttributeMeaning, String> sibling = meaning -> Meanings.all(change, meaning)
                .filter(each -> each.parent().equals(block.parent()))
                .map(side)
                .filter(value -> value.isKnown() && !value.is(""))
                .map(Value::raw)
                .findFirst()
                .orElse("");
        String protocol = sibling.apply(AttributeMeaning.PROTOCOL);
        return new Opening(
                protocol.isEmpty() ? "-1" : protocol,
                sibling.apply(AttributeMeaning.FROM_PORT),
                sibling.apply(AttributeMeaning.TO_PORT));
    }

    /** Ports that a CIDR block can reach. */
    private record Opening(String protocol, String from, String to) {
        boolean isWeb() {
            return protocol.equals("tcp") && from.equals(to) && WEB_PORTS.contains(from);
        }

        String ports() {
            if (protocol.equals("-1") || protocol.equals("all")) {
                return "all ports";
            }
            if (from.isEmpty() || to.isEmpty()) {
                return "ports that are known only after the apply (" + protocol + ")";
            }
            return (from.equals(to) ? "port " + from : "ports " + from + "-" + to) + "/" + protocol;
        }
    }
}
