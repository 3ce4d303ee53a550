package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.CLOCK_SKEW;

import io.github.qisaws.aws.AccountFacts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Whether the clock of this machine is right; AWS rejects signatures that are more than five minutes off. */
record ClockQuestion(Clock clock) implements Question {
    static final Set<String> ACTIONS = Set.of("sts:GetCallerIdentity");
    private static final Duration MOST = Duration.ofMinutes(4);

    @Override
    public String about() {
        return "time";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Duration off = Duration.between(account.now(), clock.instant());
        boolean wrong = off.abs().compareTo(MOST) > 0;
        return planned -> wrong
                ? List.of(Obstacle.warns(
                        CLOCK_SKEW,
                        "",
                        "The clock of this machine is " + off.abs().toMinutes() + " minutes "
                                + (off.isNegative() ? "behind" : "ahead of")
                                + " the clock of AWS, which rejects requests"
                                + " that are more than 5 minutes off.",
                        "Set the clock, for example with NTP."))
                : List.of();
    }
}
