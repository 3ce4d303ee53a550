package io.github.qisaws.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for something in AWS, and says what it waits for: when that changes, and after a long silence.
 *
 * @param say receives a line for each progress
 */
public record Wait(Pace pace, Clock clock, Consumer<String> say) {
    /** CI systems stop jobs that print nothing for a long time. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /**
     * The first answer that is final.
     *
     * @param words an answer in words
     * @param unfinished the problem if none is final in time, from the last answer in words
     */
    public <T> T until(
            Supplier<T> question,
            Predicate<T> done,
            Function<T, String> words,
            Function<String, RuntimeException> unfinished) {
        Instant end = clock.instant().plus(pace.longest());
        Instant lastSaid = Instant.MIN;
        String before = "";
        while (true) {
            T answer = question.get();
            String now = words.apply(answer);
            if (done.test(answer)) {
                return answer;
            }
            if (!now.equals(before) || lastSaid.plus(SILENCE).isBefore(clock.instant())) {
                say.accept("Waiting: " + now);
                lastSaid = clock.instant();
                before = now;
            }
            if (!clock.instant().isBefore(end)) {
                throw unfinished.apply(now);
            }
            pace.rest();
        }
    }
}
