package io.github.qisaws.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of an apply that nobody disturbed.
 *
 * @param finished milliseconds from its begin to the end of each resource, in this order; the last is the apply's own end
 */
record Timeline(List<Long> finished) {
    Timeline {
        finished = finished.stream().sorted().toList();
    }

    long resources() {
        return finished.size() - 1L;
    }

    /**
     * The moment when this part of the resources is finished, and the same part of the time to the next.
     *
     * @param part from 0 up to 1
     */
    Moment byResources(double part, Moment.Victim victim, String signal) {
        double exact = part * finished.size();
        int count = (int) exact;
        long from = at(count);
        return new Moment(
                victim, signal, count, Duration.ofMillis(Math.round((exact - count) * (at(count + 1) - from))));
    }

    /**
     * The moment when this part of the time is over.
     *
     * @param part from 0 up to 1
     */
    Moment byTime(double part, Moment.Victim victim, String signal) {
        long when = Math.round(part * at(finished.size()));
        long count = finished.stream().filter(each -> each <= when).count();
        return new Moment(victim, signal, count, Duration.ofMillis(when - at((int) count)));
    }

    private long at(int count) {
        return count == 0 ? 0 : finished.get(count - 1);
    }

    static Timeline of(long begin, List<Long> complete, long end) {
        List<Long> times = new ArrayList<>(complete);
        times.add(end);
        return new Timeline(times.stream().map(each -> each - begin).toList());
    }
}
