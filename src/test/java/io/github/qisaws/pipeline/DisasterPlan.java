package io.github.qisaws.pipeline;

import io.github.qisaws.pipeline.Moment.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One of the moments that a run of {@code src/bench/disaster.sh} strikes.
 *
 * @param environment whose apply is cut short
 * @param part of the apply that is over by then: from 0 up to 1
 * @param byTime part of its time; otherwise of its resources, since most of the time is spent waiting for few of them
 */
record DisasterPlan(String environment, int number, double part, boolean byTime, Victim victim, String signal) {
    /** Whom a signal strikes, and which; HUP is what a lost terminal sends. */
    private record Blow(Victim victim, String signal) {}

    private static final List<Blow> BLOWS = List.of(
            new Blow(Victim.ENGINE_GROUP, "KILL"),
            new Blow(Victim.QIS_AWS, "INT"),
            new Blow(Victim.QIS_AWS, "KILL"),
            new Blow(Victim.ENGINE, "KILL"),
            new Blow(Victim.QIS_AWS, "TERM"),
            new Blow(Victim.PROVIDER, "KILL"),
            new Blow(Victim.QIS_AWS, "HUP"));

    /**
     * Moments evenly over the applies: each part has one, at a place within it that the seed tells.
     *
     * @param count how many in all
     * @param from first part of an apply, in percent
     * @param to where the last part ends, in percent
     */
    static List<DisasterPlan> of(List<String> environments, int count, long seed, int from, int to) {
        Random random = new Random(seed);
        List<DisasterPlan> plans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double part = (from + (to - from) * (i + random.nextDouble()) / count) / 100;
            Blow blow = BLOWS.get(i % BLOWS.size());
            plans.add(new DisasterPlan(
                    environments.get(i / 2 % environments.size()),
                    i + 1,
                    part,
                    i % 2 == 1,
                    blow.victim(),
                    blow.signal()));
        }
        return plans;
    }

    Moment in(Timeline timeline) {
        return byTime ? timeline.byTime(part, victim, signal) : timeline.byResources(part, victim, signal);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%02d %s at %4.1f %% of its %s, %s of %s",
                number,
                environment,
                part * 100,
                byTime ? "time" : "resources",
                signal,
                victim);
    }
}
