package io.github.qisaws.preflight;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.RuleName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether static parameters of the database wait for a reboot. Terraform does not see this, and the web servers can open
 * more connections than the database allows until then.
 */
record RebootQuestion(String environment, String address, String identifier) implements Question {

    /** One question for each database that exists and remains. */
    static Stream<Question> of(String environment, Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.type().equals("aws_db_instance")
                        && (change.action() == Action.NO_OP || change.action() == Action.UPDATE)
                        && change.before("identifier").isKnown())
                .map(change -> new RebootQuestion(
                        environment,
                        change.address().text(),
                        change.before("identifier").raw()));
    }

    @Override
    public String about() {
        return "the parameters of the database";
    }

    @Override
    public Set<String> actions() {
        return Set.of("rds:DescribeDBInstances");
    }

    @Override
    public boolean evenWithoutChanges() {
        return true;
    }

    @Override
    public Answer ask(AccountFacts account) {
        List<Obstacle> found = account.databases().database(identifier).filter(Database::awaitsReboot).stream()
                .map(this::waits)
                .toList();
        return planned -> found;
    }

    private Obstacle waits(Database database) {
        return Obstacle.warns(
                        RuleName.DATABASE_RESTART,
                        "data.max-connections",
                        "Static parameters of " + identifier + " wait for a reboot (parameter group "
                                + database.parameterGroup() + ": " + database.parameters()
                                + "). Until then, max_connections can have another value.",
                        "Run qis-aws reboot database " + environment + ".")
                .at(address);
    }
}
