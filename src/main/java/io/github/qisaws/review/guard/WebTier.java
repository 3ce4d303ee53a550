package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The whole web tier away at once, and a fleet that can take more connections than the database has. */
final class WebTier implements Rule {
    private static final Set<String> ENTRANCES = Set.of("aws_lb", "aws_lb_listener", "aws_lb_target_group");
    private static final String GROUP = "aws_autoscaling_group";
    private static final String SERVER = "aws_instance";
    private static final String TARGET = "aws_lb_target_group_attachment";

    @Override
    public Stream<Finding> judge(Case subject) {
        List<Finding> findings = new ArrayList<>();
        downtime(subject, findings);
        subject.policy().connections().ifPresent(figures -> connections(subject, figures, findings));
        return findings.stream();
    }

    private static void downtime(Case subject, List<Finding> findings) {
        subject.changes()
                .filter(change ->
                        ENTRANCES.contains(change.type()) && change.action().destroys())
                .forEach(change -> findings.add(away(
                        change.name(),
                        ResourceWords.capital(ResourceWords.of(change)) + " "
                                + change.action().words() + ": nobody reaches the site meanwhile.")));
        List<Change> serving = subject.plan().changes().stream()
                .filter(change -> isWeb(subject, change, WebTier::existsNow) && existsNow(change))
                .filter(WebTier::isRunningOne)
                .toList();
        if (!serving.isEmpty() && serving.stream().allMatch(WebTier::goesAway)) {
            findings.add(away("", "Every web server is replaced, stopped or destroyed in this one apply."));
        }
    }

    private static Finding away(String subject, String words) {
        return Finding.of(
                RuleName.WEB_DOWNTIME,
                Level.WARN,
                subject,
                words,
                "Apply it in a quiet hour, or keep scaled web servers running meanwhile (web.scaling.minimum).");
    }

    private static boolean isWeb(Case subject, Change change, Predicate<Change> then) {
        return subject.isIn(change, "web-tier") || (subject.isIn(change, "data-server") && serves(subject, then));
    }

    /** Only a data server that is the web server too is a target of the load balancer. */
    private static boolean serves(Case subject, Predicate<Change> then) {
        return subject.plan().changes().stream()
                .filter(then)
                .anyMatch(change -> change.type().equals(TARGET) && subject.isIn(change, "data-server"));
    }

    private static boolean existsNow(Change change) {
        return change.action() != Action.CREATE && change.action() != Action.READ;
    }

    private static boolean existsAfter(Change change) {
        return change.action() != Action.DELETE && change.action() != Action.FORGET;
    }

    private static boolean isRunningOne(Change change) {
        return change.type().equals(SERVER) || (change.type().equals(GROUP) && number(change.before("min_size")) > 0);
    }

    private static boolean goesAway(Change change) {
        if (change.action().destroys()) {
            return true;
        }
        boolean stopped = change.type().equals(SERVER)
                && change.changed().anyMatch(each -> each.path().matches("instance_type|user_data|user_data_base64"));
        boolean emptied =
                change.type().equals(GROUP) && change.after("max_size").is("0");
        return stopped || emptied;
    }

    private static void connections(Case subject, Policy.Connections figures, List<Finding> findings) {
        long servers = subject.plan().changes().stream()
                .filter(change -> isWeb(subject, change, WebTier::existsAfter))
                .mapToLong(WebTier::serversAfter)
                .sum();
        long worst = servers * figures.perServer();
        boolean touched = subject.changes().anyMatch(change -> isWeb(subject, change, WebTier::existsAfter));
        if (touched && worst > figures.maxConnections()) {
            findings.add(Finding.of(
                    RuleName.DATABASE_CONNECTIONS,
                    Level.BLOCK,
                    "",
                    ResourceWords.count(servers, "web server") + " can take up to " + worst + " database connections ("
                            + figures.perServer() + " each); the database has " + figures.maxConnections() + ".",
                    "Lower web.scaling.maximum, web.processes or web.pool-size, or raise data.max-connections."));
        }
    }

    private static long serversAfter(Change change) {
        if (!existsAfter(change)) {
            return 0;
        }
        if (change.type().equals(SERVER)) {
            return 1;
        }
        return change.type().equals(GROUP) ? number(change.after("max_size")) : 0;
    }

    private static long number(Value value) {
        return value.kind() == Value.Kind.NUMBER && value.text().matches("\\d{1,9}") ? Long.parseLong(value.text()) : 0;
    }
}
