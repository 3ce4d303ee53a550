package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Subnets that would be destroyed, or leave their subnet group, although a database or cache stays in them. AWS deletes no
 * subnet with a network interface in it, and RDS takes no subnet out of a group while a database uses it (RDS API,
 * ModifyDBSubnetGroup: SubnetAlreadyInUse), so that the apply fails half-way.
 */
final class KeptSubnets implements Rule {
    private static final String ZONE = "availability_zone";
    private static final String SUBNETS = "subnet_ids";

    /** Types of subnet groups, with the type that uses them and its attribute with the name of the group. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "aws_db_subnet_group", List.of("aws_db_instance", "db_subnet_group_name"),
            "aws_elasticache_subnet_group", List.of("aws_elasticache_cluster", "subnet_group_name"));

    @Override
    public Stream<Finding> judge(Case subject) {
        return all(subject).filter(group -> GROUPS.containsKey(group.type())).flatMap(group -> all(subject)
                .filter(subnet -> subnet.type().equals("aws_subnet") && leaves(subject, group, subnet))
                .flatMap(
                        subnet -> users(subject, group).flatMap(user -> judge(subject, group, subnet, user).stream())));
    }

    private static Stream<Change> all(Case subject) {
        return subject.plan().changes().stream();
    }

    /** Whether the group has the subnet now, and will not have it after the apply. */
    private static boolean leaves(Case subject, Change group, Change subnet) {
        String id = text(subnet, "id");
        if (id.isEmpty() || !lists(group, Attribute::before, id)) {
            return false;
        }
        boolean known = group.attributes().stream()
                .filter(each -> each.path().startsWith(SUBNETS))
                .noneMatch(each -> each.after().isUnknown());
        return subnet.action().destroys()
                || (known ? !lists(group, Attribute::after, id) : hasSuccessor(subject, subnet));
    }

    /**
     * Whether a subnet is created in the same zone. The subnets of a group are unknown as soon as one of them is created:
     * one in another zone is added to the others, one in the same zone takes the place of the present one.
     */
    private static boolean hasSuccessor(Case subject, Change subnet) {
        return all(subject)
                .anyMatch(each -> each.type().equals("aws_subnet")
                        && each.action() == Action.CREATE
                        && each.after(ZONE).is(text(subnet, ZONE)));
    }

    private static boolean lists(Change group, Function<Attribute, Value> side, String id) {
        return group.attributes().stream()
                .anyMatch(each ->
                        each.path().startsWith(SUBNETS) && side.apply(each).is(id));
    }

    /** What uses the group and stays. */
    private static Stream<Change> users(Case subject, Change group) {
        List<String> user = GROUPS.get(group.type());
        return all(subject)
                .filter(change -> change.type().equals(user.get(0))
                        && !change.action().destroys()
                        && text(change, user.get(1)).equals(text(group, "name")));
    }

    private static Optional<Finding> judge(Case subject, Change group, Change subnet, Change user) {
        if (zones(user).contains(text(subnet, ZONE))) {
            return Optional.of(finding(subject, group, subnet, Level.BLOCK, ResourceWords.of(user) + " is in it"));
        }
        return user.before("multi_az").is("true")
                ? Optional.of(finding(
                        subject,
                        group,
                        subnet,
                        Level.WARN,
                        "the standby of " + ResourceWords.of(user) + " may be in it"))
                : Optional.empty();
    }

    private static Set<String> zones(Change user) {
        return user.attributes().stream()
                .filter(each -> each.name().equals(ZONE))
                .map(Attribute::before)
                .map(Value::raw)
                .collect(Collectors.toSet());
    }

    private static Finding finding(Case subject, Change group, Change subnet, Level level, String user) {
        String what = subnet.action().destroys()
                ? ResourceWords.first(subnet) + " " + subnet.action().words()
                : ResourceWords.first(group) + " would no longer contain " + ResourceWords.of(subnet);
        return Finding.of(
                RuleName.SUBNET_IN_USE,
                level,
                subnet.action().destroys() ? subnet.name() : group.name(),
                what + ", but " + user + ". AWS rejects that, so the apply would fail half-way.",
                subject.isOurs()
                        ? "Keep network.layout and the zone. For another layout, create a second environment, and move"
                                + " the data (src/docs/transitions.md)."
                        : "Keep the subnet, or move what is in it first.");
    }

    private static String text(Change change, String attribute) {
        return change.before(attribute).raw();
    }
}
