package io.github.qisaws.restore;

import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The snapshots to restore from, by content.
 *
 * @param apart the time between the first and the last; zero if they are of one moment
 */
public record Chosen(Map<String, DataSnapshot> snapshots, Duration apart) {
    private static final Comparator<DataSnapshot> BY_TIME =
            Comparator.comparing(DataSnapshot::made).thenComparing(DataSnapshot::id);

    public Chosen {
        snapshots = new TreeMap<>(snapshots);
    }

    /**
     * The newest snapshots at or before a time: of one moment if there are such, otherwise the newest of each content.
     *
     * @param contents what to restore
     * @throws io.github.qisaws.problem.ProblemException if a content has no complete snapshot
     */
    public static Chosen at(Collection<DataSnapshot> all, Set<String> contents, Instant time) {
        List<DataSnapshot> possible = all.stream()
                .filter(each -> each.complete() && contents.contains(each.content()))
                .filter(each -> !each.made().isAfter(time))
                .sorted(BY_TIME)
                .toList();
        Map<String, Map<String, DataSnapshot>> moments = new TreeMap<>();
        Map<String, DataSnapshot> newest = new TreeMap<>();
        Map<String, DataSnapshot> together = new TreeMap<>();
        for (DataSnapshot each : possible) {
            newest.put(each.content(), each);
            Map<String, DataSnapshot> moment = moments.computeIfAbsent(each.moment(), any -> new TreeMap<>());
            moment.put(each.content(), each);
            if (!each.moment().isEmpty() && moment.keySet().containsAll(contents)) {
                together = moment;
            }
        }
        requireAll(newest, contents, "no complete snapshot of the % at or before " + time);
        return of(together.isEmpty() ? newest : together);
    }

    /**
     * The snapshots with these IDs.
     *
     * @throws io.github.qisaws.problem.ProblemException if one does not exist or is incomplete
     */
    public static Chosen named(Collection<DataSnapshot> all, Map<String, String> ids) {
        Map<String, DataSnapshot> found = new TreeMap<>();
        ids.forEach((content, id) -> all.stream()
                .filter(each -> each.complete() && each.content().equals(content))
                .filter(each -> each.id().equals(id))
                .forEach(each -> found.put(content, each)));
        ids.forEach((content, id) -> requireAll(
                found, Set.of(content), "no complete snapshot " + id + " of the " + content + " of this environment"));
        return of(found);
    }

    private static void requireAll(Map<String, DataSnapshot> found, Set<String> contents, String what) {
        contents.stream()
                .filter(content -> !found.containsKey(content))
                .findFirst()
                .ifPresent(content -> {
                    throw new Problem(
                                    ExitCode.USAGE,
                                    what.replace("%", content),
                                    "Snapshots are deleted after their retention period, and an incomplete one cannot be"
                                            + " restored.",
                                    "Run qis-aws restore for the environment, without other options, to list the snapshots.")
                            .asException();
                });
    }

    private static Chosen of(Map<String, DataSnapshot> found) {
        List<DataSnapshot> sorted = new ArrayList<>(found.values());
        sorted.sort(BY_TIME);
        boolean together = !sorted.get(0).moment().isEmpty()
                && sorted.stream().map(DataSnapshot::moment).distinct().count() == 1;
        Duration apart = together
                ? Duration.ZERO
                : Duration.between(
                        sorted.get(0).made(), sorted.get(sorted.size() - 1).made());
        return new Chosen(found, apart);
    }
}
