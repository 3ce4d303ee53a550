package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Part.Look;
import io.github.qisaws.rollout.Part.Look.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Follows a rollout to its end: first the groups and services, then the health of the load balancer's targets. */
public final class Rollout {
    /** CI systems stop jobs that print nothing for a long time. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String environment;
    private final RolloutFacts facts;
    private final Pace pace;
    private final Clock clock;
    private final Consumer<String> say;
    private final Map<Part, Look> last = new LinkedHashMap<>();
    private Instant lastSaid = Instant.MIN;

    /**
     * A rollout of an environment.
     *
     * @param say receives a line for each progress
     */
    public Rollout(String environment, RolloutFacts facts, Pace pace, Clock clock, Consumer<String> say) {
        this.environment = environment;
        this.facts = facts;
        this.pace = pace;
        this.clock = clock;
        this.say = say;
    }

    /**
     * Returns when all web servers and tasks run what was applied, and the load balancer finds all of them healthy.
     *
     * @param since when the apply began
     * @return the health of the targets, in words
     * @throws io.github.qisaws.problem.ProblemException with {@link ExitCode#ROLLOUT_FAILED} if the rollout fails, is
     *     rolled back, or does not end in time
     */
    public String follow(Deployed deployed, Instant since) {
        Instant end = clock.instant().plus(pace.longest());
        finish(deployed.rollouts(), since, end);
        finish(deployed.targets(), since, end);
        return deployed.targets().stream().map(part -> last.get(part).words()).collect(Collectors.joining(", "));
    }

    private void finish(List<Part> parts, Instant since, Instant end) {
        while (true) {
            parts.stream().filter(part -> !isDone(part)).forEach(part -> look(part, since));
            if (parts.stream().allMatch(this::isDone)) {
                return;
            }
            if (!clock.instant().isBefore(end)) {
                throw unfinished(parts);
            }
            pace.rest();
        }
    }

    private boolean isDone(Part part) {
        return last.containsKey(part) && last.get(part).is(State.DONE);
    }

    private void look(Part part, Instant since) {
        Look look = part.look(facts, since);
        Look before = last.put(part, look);
        if (!look.equals(before) || lastSaid.plus(SILENCE).isBefore(clock.instant())) {
            say.accept("Rollout: " + part.name() + ": " + look.words());
            lastSaid = clock.instant();
        }
        if (look.is(State.FAILED)) {
            throw new Problem(
                            ExitCode.ROLLOUT_FAILED,
                            "the rollout of " + environment + " failed: " + part.name(),
                            lines(look.words(), reasons(part)),
                            "Find the cause in the reasons above. Correct the image or the environment file, then run qis-aws"
                                    + " plan " + environment
                                    + " and apply the new plan. Terraform's changes are applied and recorded in the state.")
                    .asException();
        }
    }

    private RuntimeException unfinished(List<Part> parts) {
        List<Part> open = parts.stream().filter(part -> !isDone(part)).toList();
        String why = open.stream()
                .map(part -> lines(part.name() + ": " + last.get(part).words(), reasons(part)))
                .collect(Collectors.joining("\n"));
        return new Problem(
                        ExitCode.ROLLOUT_FAILED,
                        "the rollout of " + environment + " did not end within " + time(pace.longest()),
                        why,
                        "Find the cause in the reasons above. To continue to wait, run qis-aws rollout " + environment
                                + ". Terraform's changes are applied and recorded in the state.")
                .asException();
    }

    /** A reason that AWS does not tell must not hide the failure. */
    private List<String> reasons(Part part) {
        try {
            return part.reasons(facts);
        } catch (ProblemException e) {
            return List.of("No reasons: " + e.problem().what() + ".");
        }
    }

    private static String time(Duration duration) {
        return duration.toMinutes() > 1 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }

    private static String lines(String first, List<String> more) {
        return more.isEmpty() ? first : first + "\n" + String.join("\n", more);
    }
}
