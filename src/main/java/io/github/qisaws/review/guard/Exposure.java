package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ports that security groups open to the internet, whichever resource type has the rule. */
final class Exposure implements Rule {
    private static final Pattern BALANCER = Pattern.compile("(?i)(^|[^a-z])(a?lb|load[-_]?balancer)([^a-z]|$)");

    /** Words in the name of a group whose members are no load balancer, whatever else the name says. */
    private static final Pattern NO_BALANCER =
            Pattern.compile("(?i)(^|[^a-z])(db|database|data|sql|[a-z]*sql|rds|aurora|"
                    + "mongo(db)?|docdb|cache|redis|valkey|memcached|elasticsearch|opensearch|search|efs|nfs|internal|private|"
                    + "admin|ssh|bastion)([^a-z]|$)");

    private static final Set<String> OUTWARDS = Set.of("egress", "outbound", "true");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(Exposure::isIngress)
                .filter(change -> !NetworkAcl.isUntouchedDefault(change))
                .flatMap(change -> Stream.concat(opened(change), undecided(subject, change)));
    }

    private static Stream<Finding> opened(Change change) {
        return Opening.added(change, AttributeMeaning.SOURCE).entrySet().stream()
                .filter(opening -> !NetworkAcl.isForAnswers(change, opening.getKey()))
                .filter(opening -> !(opening.getKey().isWeb() && isForBalancer(change)))
                .map(opening -> finding(change, opening.getKey(), opening.getValue()));
    }

    /** Sources that cannot be judged before the apply: unknown addresses, prefix lists, texts that are no CIDR block. */
    private static Stream<Finding> undecided(Case subject, Change change) {
        return Meanings.all(change, AttributeMeaning.SOURCE)
                .filter(Attribute::changed)
                .filter(each -> each.after().isUnknown()
                        ? !(change.action() == Action.CREATE && subject.isOurs(change))
                        : change.type().startsWith("aws_")
                                && !each.after().raw().isEmpty()
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
                        .noneMatch(each -> OUTWARDS.contains(each.after().raw().toLowerCase(Locale.ROOT)))
                && Meanings.all(change, AttributeMeaning.DENIED)
                        .noneMatch(each -> each.after().isKnown());
    }

    private static boolean isForBalancer(Change change) {
        String resource = change.address().resource();
        String name = change.after("name").text();
        return (BALANCER.matcher(resource).find() || BALANCER.matcher(name).find())
                && !NO_BALANCER.matcher(resource).find()
                && !NO_BALANCER.matcher(name).find();
    }

    private static Finding finding(Change change, Opening opening, String cidrs) {
        return Finding.of(
                RuleName.OPEN_TO_WORLD,
                level(change, opening),
                change.name(),
                ResourceWords.first(change) + " allows " + opening.ports() + " from the internet (" + cidrs + ").",
                "Allow only the IP ranges that need access, or use Session Manager instead of SSH.");
    }

    private static Level level(Change change, Opening opening) {
        if (NetworkAcl.is(change)) {
            return opening.isWeb() ? Level.NOTE : Level.WARN;
        }
        return opening.isWeb() ? Level.WARN : Level.BLOCK;
    }
}
