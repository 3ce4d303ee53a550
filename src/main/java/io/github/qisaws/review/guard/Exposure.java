package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports that are opened to the world by security groups, in each of the three ways to write their rules. */
final class Exposure implements Rule {
    private static final Set<String> BLOCKS = Set.of("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6");
    private static final Set<String> GROUPS = Set.of("aws_security_group", "aws_default_security_group");
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
        return change.type().equals("aws_vpc_security_group_ingress_rule")
                || GROUPS.contains(change.type())
                || (change.type().equals("aws_security_group_rule")
                        && change.after("type").is("ingress"));
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
                ResourceWords.capital(ResourceWords.of(change)) + " lets everybody on the internet (" + opening.cidr()
                        + ") reach " + opening.ports() + ".",
                "Name the addresses that need it, or use Session Manager instead of SSH.");
    }

    private static Set<Opening> openings(Change change, Function<Attribute, Value> side) {
        return change.attributes().stream()
                .filter(each -> BLOCKS.contains(each.name()))
                .filter(each -> !GROUPS.contains(change.type()) || each.path().startsWith("ingress"))
                .filter(each -> isWorld(side.apply(each).text()))
                .map(each -> opening(change, each, side))
                .collect(Collectors.toSet());
    }

    private static Opening opening(Change change, Attribute block, Function<Attribute, Value> side) {
        String parent = block.parent().isEmpty() ? "" : block.parent() + ".";
        List<String> protocol = List.of(parent + "ip_protocol", parent + "protocol");
        return new Opening(
                side.apply(block).text(),
                protocol.stream()
                        .map(path -> text(change, path, side))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("-1"),
                text(change, parent + "from_port", side),
                text(change, parent + "to_port", side));
    }

    private static String text(Change change, String path, Function<Attribute, Value> side) {
        return change.attributes().stream()
                .filter(each -> each.path().equals(path) && !side.apply(each).isAbsent())
                .map(each -> side.apply(each).text())
                .findFirst()
                .orElse("");
    }

    /** Everybody, or so much of the address space that it comes to the same. */
    static boolean isWorld(String cidr) {
        int slash = cidr.lastIndexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        return cidr.contains(":") ? prefix <= 16 && !cidr.startsWith("f") : prefix <= 7;
    }

    /** Ports that a block of addresses can reach. */
    private record Opening(String cidr, String protocol, String from, String to) {
        boolean isWeb() {
            return protocol.equals("tcp") && from.equals(to) && WEB_PORTS.contains(from);
        }

        String ports() {
            if (protocol.equals("-1") || protocol.equals("all")) {
                return "every port";
            }
            String range = from.equals(to) ? "port " + from : "ports " + from + " to " + to;
            return range + " (" + protocol + ")";
        }
    }
}
