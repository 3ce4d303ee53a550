package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NOT_OFFERED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether RDS upgrades the database to the planned version. For a major version alone, RDS installs its default minor
 * version, which can be older than what the database can reach.
 *
 * @param running the full version that runs
 * @param wanted the planned version, full or major alone
 */
record UpgradeQuestion(String environment, String address, String running, String wanted) implements Question {
    private static final String VERSION = "engine_version";

    /** One question for each database whose version changes. */
    static Stream<Question> of(String environment, Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.type().equals("aws_db_instance")
                        && change.action() == Action.UPDATE
                        && change.before("engine_version_actual").isKnown()
                        && change.attribute(VERSION).filter(Attribute::changed).isPresent())
                .map(change -> of(environment, change));
    }

    private static Question of(String environment, Change change) {
        return new UpgradeQuestion(
                environment,
                change.address().text(),
                change.before("engine_version_actual").raw(),
                change.after(VERSION).raw());
    }

    @Override
    public String about() {
        return "upgrades of the database";
    }

    @Override
    public Set<String> actions() {
        return Set.of("rds:DescribeDBEngineVersions");
    }

    @Override
    public Answer ask(AccountFacts account) {
        List<Obstacle> found = unreachable(account.databases()).stream().toList();
        return planned -> found;
    }

    private Optional<Obstacle> unreachable(DatabaseAccount databases) {
        if (running.equals(wanted) || running.startsWith(wanted + ".")) {
            return Optional.empty();
        }
        List<String> targets = databases.targets(running);
        return (wanted.contains(".") ? Optional.of(wanted) : databases.defaultVersion(wanted))
                .filter(installed -> !targets.contains(installed))
                .map(installed -> Obstacle.blocks(
                                NOT_OFFERED,
                                "database.engine-version",
                                "RDS cannot upgrade PostgreSQL " + running + " to " + installed
                                        + (installed.equals(wanted)
                                                ? "."
                                                : ", the version that it installs for " + wanted + "."),
                                "Run qis-aws upgrade database " + environment + " --to "
                                        + wanted.replaceAll("[.].*", "")
                                        + ", which sets a version that can be reached.")
                        .at(address));
    }
}
