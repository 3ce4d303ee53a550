package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An environment goes from the stage that is applied to another one: planned, applied with the losses that the guard
 * asks for, and planned again.
 *
 * @param result a line of the results, which gets what happened
 */
record Transition(String environment, Path file, Deployments deployments, ObjectNode result) {

    /** Whether the environment has the stage now; if not, it was refused with a reason, and nothing changed. */
    boolean to(String stage) throws IOException {
        String before = Files.readString(file);
        Files.writeString(file, Walk.file(stage));
        Planned planned;
        try {
            EnvironmentFile.read(file.getParent());
            planned = planned();
        } catch (ProblemException e) {
            return refused(before, e.getMessage());
        }
        if (!open(planned).isEmpty()) {
            return refused(before, words(open(planned)));
        }
        count(planned);
        deployments.apply(planned);
        Planned second = deployments.plan(environment, Mode.NORMAL, Set.of());
        assertThat(second.changes()).as(changes(second.review())).isFalse();
        result.put("result", "works");
        return true;
    }

    /** Planned once more with the losses that only a command can allow, if there are any. */
    private Planned planned() {
        Planned planned = deployments.plan(environment, Mode.NORMAL, Set.of());
        Set<String> lost = open(planned).stream()
                .filter(finding -> finding.rule().liftedByAddress())
                .map(Finding::subject)
                .collect(Collectors.toCollection(TreeSet::new));
        if (lost.isEmpty()) {
            return planned;
        }
        result.put("allow-destroy", String.join(" ", lost));
        return deployments.plan(environment, Mode.NORMAL, lost);
    }

    private static List<Finding> open(Planned planned) {
        return planned.review().findings().stream().filter(Finding::blocks).toList();
    }

    private void count(Planned planned) {
        Review review = planned.review();
        Map<Action, Long> counts = touched(review)
                .map(Change::action)
                .collect(Collectors.groupingBy(action -> action, TreeMap::new, Collectors.counting()));
        result.put("changes", counts.toString());
        result.put("touched", changes(review));
        result.put("findings", words(review.findings()));
    }

    private static Stream<Change> touched(Review review) {
        return review.plan().changes().stream().filter(change -> change.action().changesSomething());
    }

    /** What a plan would change of what is there, with the attributes that it changes. */
    static String changes(Review review) {
        return touched(review)
                .filter(change -> change.action() != Action.CREATE && change.action() != Action.DELETE)
                .map(change -> change.action() + " " + change.address().text() + " "
                        + change.attributes().stream()
                                .filter(Attribute::changed)
                                .map(Attribute::path)
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    private boolean refused(String before, String reason) throws IOException {
        Files.writeString(file, before);
        result.put("result", "refused").put("reason", reason.strip());
        return false;
    }

    private static String words(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "[" + finding.rule().id() + "] " + finding.subject() + " " + finding.words() + " "
                        + finding.fix())
                .collect(Collectors.joining("\n"));
    }
}
