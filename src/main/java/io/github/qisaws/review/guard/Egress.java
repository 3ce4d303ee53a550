package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import java.util.stream.Stream;

/**
 * Rules that newly let all traffic out to the internet. The rule of a new security group is left out, because AWS gives
 * it to each group that is created without Terraform (VPC User Guide, "Security group rules").
 */
final class Egress implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.SOURCE)
                        || Catalogue.OURS.watches(change.type(), AttributeMeaning.DESTINATION))
                .filter(change -> !subject.isOurs(change))
                .flatMap(Egress::judge);
    }

    private static Stream<Finding> judge(Change change) {
        AttributeMeaning addresses = isEgress(change) ? AttributeMeaning.SOURCE : AttributeMeaning.DESTINATION;
        boolean isUsual = NetworkAcl.is(change) || isNewGroup(change);
        return isUsual
                ? Stream.empty()
                : Opening.added(change, addresses).keySet().stream()
                        .filter(Opening::isEverything)
                        .limit(1)
                        .map(opening -> finding(change, opening));
    }

    private static boolean isNewGroup(Change change) {
        return change.type().endsWith("security_group") && change.action() == Action.CREATE;
    }

    private static boolean isEgress(Change change) {
        return Meanings.all(change, AttributeMeaning.DIRECTION)
                .anyMatch(each -> each.after().is("egress"));
    }

    private static Finding finding(Change change, Opening opening) {
        return Finding.of(
                RuleName.OPEN_TO_WORLD,
                Level.NOTE,
                change.name(),
                ResourceWords.first(change) + " lets traffic of " + opening.ports() + " out to the internet.",
                "Allow only the destinations that are needed, if the data is sensitive.");
    }
}
