package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Downtime of the whole web tier, and web servers that could open more connections than the database allows. */
final class WebTier implements Rule {
    /** Without one of these, no request reaches a web server. */
    private static final Set<DeploymentPart> ENTRANCES =
            Set.of(DeploymentPart.LOAD_BALANCER, DeploymentPart.LISTENER, DeploymentPart.TARGET_GROUP);

    @Override
    public Stream<Finding> judge(Case subject) {
        List<Finding> findings = new ArrayList<>();
        downtime(subject, findings);
        subject.policy().connections().ifPresent(figures -> connections(subject, figures, findings));
        return findings.stream();
    }

    private static void downtime(Case subject, List<Finding> findings) {
        subject.changes()
                .filter(change -> Catalogue.OURS
                                .part(change.type())
                                .filter(ENTRANCES::contains)
                                .isPresent()
                        && change.action().destroys()
                        && !isHandedOver(change))
                .forEach(change -> findings.add(downtime(
                        subject,
                        change.name(),
                        ResourceWords.first(change) + " " + change.action().words() + ". "
                                + (subject.isOurs() ? "The site will be unavailable" : "Requests through it will fail")
                                + until(change))));
        List<Change> serving = subject.plan().changes().stream()
                .filter(web(subject, WebTier::existsNow).and(WebTier::existsNow))
                .filter(WebTier::isRunningOne)
                .toList();
        if (!serving.isEmpty() && serving.stream().allMatch(WebTier::goesAway)) {
            findings.add(downtime(
                    subject,
                    "",
                    "This apply replaces, stops, or destroys every "
                            + (subject.isOurs() ? "web server." : "server of the web tier.")));
        }
    }

    /** A target group or listener that is created first takes over; a new load balancer has another address. */
    private static boolean isHandedOver(Change change) {
        return change.action() == Action.REPLACE_CREATING_FIRST && !Meanings.is(change, DeploymentPart.LOAD_BALANCER);
    }

    private static String until(Change change) {
        return switch (change.action()) {
            case REPLACE -> " during the replacement.";
            case REPLACE_CREATING_FIRST -> " until its DNS record points to the new load balancer.";
            default -> ".";
        };
    }

    private static Finding downtime(Case plan, String subject, String words) {
        return Finding.of(
                RuleName.WEB_DOWNTIME,
                Level.WARN,
                subject,
                words,
                "Apply in a maintenance window"
                        + (plan.isOurs() ? ", or keep scaled web servers running (web.scaling.minimum)." : "."));
    }

    private static Predicate<Change> web(Case subject, Predicate<Change> then) {
        boolean serves = serves(subject, then);
        return change -> subject.isIn(change, "web-tier") || (serves && subject.isIn(change, "data-server"));
    }

    /** Whether the data server is also a web server: only then it is a target of the load balancer. */
    private static boolean serves(Case subject, Predicate<Change> then) {
        return subject.plan().changes().stream()
                .filter(then)
                .anyMatch(change -> Meanings.is(change, DeploymentPart.TARGET) && subject.isIn(change, "data-server"));
    }

    private static boolean existsNow(Change change) {
        return change.action() != Action.CREATE && change.action() != Action.READ;
    }

    private static boolean existsAfter(Change change) {
        return change.action() != Action.DELETE && change.action() != Action.FORGET;
    }

    private static boolean isRunningOne(Change change) {
        return Meanings.is(change, DeploymentPart.SERVER)
                || (Meanings.is(change, DeploymentPart.FLEET)
                        && number(Meanings.before(change, AttributeMeaning.FLEET_MINIMUM)) > 0);
    }

    private static boolean goesAway(Change change) {
        if (change.action().destroys()) {
            return true;
        }
        boolean stopped = Meanings.is(change, DeploymentPart.SERVER)
                && Meanings.all(change, AttributeMeaning.RESTART).anyMatch(Attribute::changed);
        boolean emptied = Meanings.is(change, DeploymentPart.FLEET)
                && Meanings.after(change, AttributeMeaning.FLEET_MAXIMUM).is("0");
        return stopped || emptied;
    }

    private static void connections(Case subject, Policy.Connections figures, List<Finding> findings) {
        Predicate<Change> web = web(subject, WebTier::existsAfter);
        long servers = subject.plan().changes().stream()
                .filter(web)
                .mapToLong(WebTier::serversAfter)
                .sum();
        long worst = servers * figures.perServer();
        boolean touched = subject.changes().anyMatch(web);
        if (touched && worst > figures.maxConnections()) {
            findings.add(Finding.of(
                    RuleName.DATABASE_CONNECTIONS,
                    Level.BLOCK,
                    "",
                    ResourceWords.count(servers, "web server") + " can open up to " + worst + " database connections ("
                            + figures.perServer() + " each); the database allows " + figures.maxConnections() + ".",
                    "Lower web.scaling.maximum, web.processes, or web.pool-size, or raise data.max-connections."));
        } else if (touched) {
            raised(subject)
                    .filter(raise -> worst > figures.maxConnections() - raise)
                    .ifPresent(raise -> findings.add(tooEarly(servers, worst, figures.maxConnections() - raise)));
        }
    }

    /** By how much the plan raises max_connections of a database on RDS, which has the present value until its reboot. */
    private static Optional<Integer> raised(Case subject) {
        return subject.changes()
                .filter(change -> change.type().equals("aws_db_parameter_group"))
                .flatMap(StaticParameter::changed)
                .filter(parameter -> parameter.name().equals("max_connections") && parameter.isNumeric())
                .map(parameter -> Integer.parseInt(parameter.after()) - Integer.parseInt(parameter.before()))
                .filter(raise -> raise > 0)
                .findFirst();
    }

    private static Finding tooEarly(long servers, long worst, int allowed) {
        return Finding.of(
                RuleName.DATABASE_CONNECTIONS,
                Level.BLOCK,
                "",
                ResourceWords.count(servers, "web server") + " can open up to " + worst
                        + " database connections; until its reboot, the database allows " + allowed + ".",
                "Raise data.max-connections alone first: plan, apply, and run qis-aws reboot database. Then change"
                        + " the web servers.");
    }

    private static long serversAfter(Change change) {
        if (!existsAfter(change)) {
            return 0;
        }
        if (Meanings.is(change, DeploymentPart.SERVER)) {
            return 1;
        }
        return Meanings.is(change, DeploymentPart.FLEET)
                ? number(Meanings.after(change, AttributeMeaning.FLEET_MAXIMUM))
                : 0;
    }

    private static long number(Value value) {
        return value.kind() == Value.Kind.NUMBER && value.text().matches("\\d{1,9}") ? Long.parseLong(value.text()) : 0;
    }
}
