package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * Databases on RDS that restart during the apply, and static parameters, which take effect only at a reboot (RDS API,
 * ModifyDBInstance: DBInstanceClass, EngineVersion, and DBParameterGroupName).
 */
final class Databases implements Rule {
    private static final List<String> RESTARTING = List.of("instance_class", "engine_version");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change -> change.action() == Action.UPDATE)
                .flatMap(change -> switch (change.type()) {
                    case "aws_db_instance" -> restart(change);
                    case "aws_db_parameter_group" ->
                        StaticParameter.changed(change).map(each -> waiting(change, each));
                    default -> Stream.empty();
                });
    }

    private static Stream<Finding> restart(Change change) {
        boolean now = change.after("apply_immediately").is("true");
        return RESTARTING.stream()
                .flatMap(name -> change.attribute(name).stream())
                .filter(Attribute::changed)
                .map(each -> Finding.of(
                        RuleName.DATABASE_RESTART,
                        Level.WARN,
                        change.name(),
                        ResourceWords.first(change) + ": " + each.path() + " "
                                + each.before().text() + " → " + each.after().text() + ". RDS restarts the database "
                                + (now ? "during the apply" : "in its maintenance window")
                                + ". The site has no database meanwhile."
                                + (isMajorUpgrade(each)
                                        ? " The upgrade cannot be undone, and an ordinary apply takes no snapshot."
                                        : ""),
                        isMajorUpgrade(each)
                                ? "Use qis-aws upgrade database, which takes a snapshot first."
                                : now
                                        ? "Apply in a maintenance window."
                                        : "Check the time of the maintenance window."));
    }

    private static boolean isMajorUpgrade(Attribute attribute) {
        return attribute.path().equals("engine_version")
                && !major(attribute.before().raw())
                        .equals(major(attribute.after().raw()));
    }

    private static String major(String version) {
        return version.replaceFirst("[.].*", "");
    }

    private static Finding waiting(Change change, StaticParameter parameter) {
        return Finding.of(
                RuleName.DATABASE_RESTART,
                Level.WARN,
                change.name(),
                ResourceWords.first(change) + ": " + parameter.name() + " " + parameter.before() + " → "
                        + parameter.after() + ". The database keeps the present value until it is rebooted.",
                "After the apply, run qis-aws reboot database for this environment.");
    }
}
