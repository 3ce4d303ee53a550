package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NOT_OFFERED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether RDS offers the database.
 *
 * @param instanceClass RDS instance class
 * @param version PostgreSQL version: the major version, or with the minor version
 * @param zones number of zones that the database needs
 */
record DatabaseQuestion(Environment environment, String instanceClass, String version, int zones) implements Question {
    static final Set<String> ACTIONS = Set.of("rds:DescribeOrderableDBInstanceOptions");
    private static final String CLASS = "database.instance-class";
    private static final String VERSION = "database.engine-version";

    /** The question about the database of an environment; empty without RDS. */
    static Stream<Question> of(Environment environment) {
        Map<String, Object> values = environment.site().settings().values();
        return values.containsKey(CLASS)
                ? Stream.of(new DatabaseQuestion(
                        environment,
                        String.valueOf(values.get(CLASS)),
                        String.valueOf(values.get(VERSION)),
                        Boolean.TRUE.equals(values.get("database.multi-az")) ? 2 : 1))
                : Stream.empty();
    }

    @Override
    public String about() {
        return "RDS instance classes";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Map<String, Set<String>> offers = account.databaseOffers(instanceClass);
        return planned -> planned.plan().isEmpty()
                        || planned.remaining("aws_db_instance")
                                .anyMatch(change -> change.action().changesSomething())
                ? judge(offers)
                : List.of();
    }

    private List<Obstacle> judge(Map<String, Set<String>> offers) {
        String region = environment.placement().region();
        if (offers.isEmpty()) {
            return List.of(Obstacle.blocks(
                    NOT_OFFERED,
                    CLASS,
                    "RDS does not offer " + instanceClass + " for PostgreSQL in " + region + ".",
                    "Use another class, such as db.t4g.medium."));
        }
        Set<String> found = new TreeSet<>();
        boolean sold = false;
        for (Map.Entry<String, Set<String>> offer : offers.entrySet()) {
            if (offer.getKey().equals(version) || offer.getKey().startsWith(version + ".")) {
                sold = true;
                found.addAll(offer.getValue());
            }
        }
        if (!sold) {
            return List.of(Obstacle.blocks(
                    NOT_OFFERED,
                    VERSION,
                    "RDS does not offer PostgreSQL " + version + " on " + instanceClass + " in " + region + ".",
                    "Use a version that RDS offers: " + String.join(", ", offers.keySet()) + "."));
        }
        long covered = environment.network().zones().stream()
                .filter(letter -> found.contains(region + letter))
                .count();
        return covered >= zones
                ? List.of()
                : List.of(Obstacle.blocks(
                        NOT_OFFERED,
                        "network.zones",
                        "RDS offers PostgreSQL " + version + " on " + instanceClass + " in " + covered
                                + " of these zones; the database needs " + zones + ".",
                        "Use zones that offer it: " + String.join(", ", found) + "."));
    }
}
