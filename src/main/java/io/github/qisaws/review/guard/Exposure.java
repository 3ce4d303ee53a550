package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports that security groups open to the internet, whichever resource type has the rule. */
final class Exposure implements Rule {
    private static final Set<String> WEB_PORTS = Set.of("80", "443");
    private static final Pattern BALANCER = Pattern.compile("(?i)(^|[^a-z])(a?lb|load[-_]?balancer)([^a-z]|$)");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written().flatMap(Exposure::judge);
    }

    private static Stream<Finding> judge(Change change) {
        if (!isIngress(change)) {
            return Stream.empty();
        }
        Set<Opening> before = openings(change, Attribute::before);
        Set<Opening> opened = new HashSet<>(openings(change, Attribute::after));
        opened.removeAll(before);
        return opened.stream()
                .filter(opening -> !(opening.isWeb() && isForBalancer(change)))
                .map(opening -> finding(change, opening));
    }

    private static boolean isIngress(Change change) {
        return Catalogue.OURS.watches(change.type(), AttributeMeaning.SOURCE)
                && Meanings.all(change, AttributeMeaning.DIRECTION)
                        .allMatch(each -> each.after().is("ingress"));
    }

    private static boolean isForBalancer(Change change) {
        return BALANCER.matcher(change.address().resource()).find()
                || BALANCER.matcher(change.after("name").text()).find();
    }

    private static Finding finding(Change change, Opening opening) {
        Level level = opening.isWeb() ? Level.WARN : Level.BLOCK;
        return Finding.of(
                RuleName.OPEN_TO_WORLD,
                level,
                change.name(),
                ResourceWords.first(change) + " allows " + opening.ports() + " from the internet (" + opening.cidr()
                        + ").",
                "Allow only the IP ranges that need access, or use Session Manager instead of SSH.");
    }

    private static Set<Opening> openings(Change change, Function<Attribute, Value> side) {
        return Meanings.all(change, AttributeMeaning.SOURCE)
                .filter(each -> isWorld(side.apply(each).text()))
                .map(each -> opening(change, each, side))
                .collect(Collectors.toSet());
    }

    private static Opening opening(Change change, Attribute block, Function<Attribute, Value> side) {
        Function<AttributeMeaning, String> sibling = meaning -> Meanings.all(change, meaning)
                .filter(each -> each.parent().equals(block.parent()))
                .map(side)
                .filter(value -> !value.isAbsent() && !value.is(""))
                .map(Value::text)
                .findFirst()
                .orElse("");
        String protocol = sibling.apply(AttributeMeaning.PROTOCOL);
        return new Opening(
                side.apply(block).text(),
                protocol.isEmpty() ? "-1" : protocol,
                sibling.apply(AttributeMeaning.FROM_PORT),
                sibling.apply(AttributeMeaning.TO_PORT));
    }

    /** Whether a CIDR block is the whole address space, or so large a part that the risk is the same. */
    static boolean isWorld(String cidr) {
        int slash = cidr.lastIndexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        return cidr.contains(":") ? prefix <= 16 && !cidr.startsWith("f") : prefix <= 7;
    }

    /** Ports that a CIDR block can reach. */
    private record Opening(String cidr, String protocol, String from, String to) {
        boolean isWeb() {
            return protocol.equals("tcp") && from.equals(to) && WEB_PORTS.contains(from);
        }

        String ports() {
            if (protocol.equals("-1") || protocol.equals("all")) {
                return "all ports";
            }
            return (from.equals(to) ? "port " + from : "ports " + from + "-" + to) + "/" + protocol;
        }
    }
}
