package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Subnets that would be removed although a database or cache stays in them. AWS removes no subnet with a network interface
 * in it, and RDS takes no subnet out of a subnet group while a database uses it (RDS API, ModifyDBSubnetGroup:
 * SubnetAlreadyInUse), so that the apply fails half-way.
 */
final class KeptSubnets implements Rule {
    private static final String SUBNET = "aws_subnet";
    private static final String ZONE = "availability_zone";

    /** Types of subnet groups, with the type that uses them and its attribute with the name of the group. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "aws_db_subnet_group", List.of("aws_db_instance", "db_subnet_group_name"),
            "aws_elasticache_subnet_group", List.of("aws_elasticache_cluster", "subnet_group_name"));

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change ->
                        change.type().equals(SUBNET) && change.action().destroys())
                .flatMap(subnet -> users(subject, subnet).flatMap(user -> judge(subject, subnet, user).stream()));
    }

    private static Stream<Change> users(Case subject, Change subnet) {
        return subject.plan().changes().stream()
                .filter(group -> GROUPS.containsKey(group.type()) && contains(group, subnet))
                .flatMap(group -> subject.plan().changes().stream()
                        .filter(change -> change.type()
                                        .equals(GROUPS.get(group.type()).get(0))
                                && !change.action().destroys()
                                && text(change, GROUPS.get(group.type()).get(1)).equals(text(group, "name"))));
    }

    private static boolean contains(Change group, Change subnet) {
        String id = text(subnet, "id");
        return !id.isEmpty()
                && group.attributes().stream()
                        .anyMatch(each -> each.path().startsWith("subnet_ids")
                                && each.before().is(id));
    }

    private static Optional<Finding> judge(Case subject, Change subnet, Change user) {
        if (zones(user).contains(text(subnet, ZONE))) {
            return Optional.of(finding(subject, subnet, Level.BLOCK, ResourceWords.of(user) + " is in it"));
        }
        return user.before("multi_az").is("true")
                ? Optional.of(finding(
                        subject, subnet, Level.WARN, "the standby of " + ResourceWords.of(user) + " may be in it"))
                : Optional.empty();
    }

    private static Set<String> zones(Change user) {
        return user.attributes().stream()
                .filter(each -> each.name().equals(ZONE))
                .map(Attribute::before)
                .map(Value::raw)
                .collect(Collectors.toSet());
    }

    private static Finding finding(Case subject, Change subnet, Level level, String user) {
        return Finding.of(
                RuleName.SUBNET_IN_USE,
                level,
                subnet.name(),
                ResourceWords.first(subnet) + " " + subnet.action().words() + ", but " + user
                        + ". AWS keeps such a subnet, so the apply would fail half-way.",
                subject.isOurs()
                        ? "Keep network.layout and the zone. For another layout, create a second environment, and move"
                                + " the data (src/docs/transitions.md)."
                        : "Keep the subnet, or move what is in it first.");
    }

    private static String text(Change change, String attribute) {
        return change.before(attribute).raw();
    }
}
