package io.github.qisaws.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.aws.ServerSnapshots;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing goes on without complete snapshots of all volumes. */
class VolumeSnapshotsTest {
    private final Deque<List<ServerSnapshots.Snapshot>> answers = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void allAreWaitedFor() {
        answers.add(List.of(snapshot("snap-1", "pending"), snapshot("snap-2", "pending")));
        answers.add(List.of(snapshot("snap-1", "completed"), snapshot("snap-2", "pending")));
        answers.add(List.of(snapshot("snap-1", "completed"), snapshot("snap-2", "completed")));
        assertThat(take(Duration.ofMinutes(1))).containsExactly("snap-1", "snap-2");
        assertThat(answers).isEmpty();
        assertThat(told).hasSize(2).allMatch(line -> line.contains("snap-2 pending 40%"));
    }

    @Test
    void aFailedOneEndsTheCommand() {
        answers.add(List.of(snapshot("snap-1", "completed"), snapshot("snap-2", "error")));
        assertThat(problem(Duration.ofMinutes(1)).what()).isEqualTo("the snapshots before failed");
    }

    @Test
    void theWaitHasALimit() {
        answers.add(List.of(snapshot("snap-1", "pending")));
        assertThat(problem(Duration.ZERO).what()).isEqualTo("the snapshots before are not complete");
    }

    private Problem problem(Duration longest) {
        return catchThrowableOfType(ProblemException.class, () -> take(longest)).problem();
    }

    private List<String> take(Duration longest) {
        ServerSnapshots account = new ServerSnapshots() {
            @Override
            public List<String> take(String instance, String name) {
                return answers.getFirst().stream().map(Snapshot::id).toList();
            }

            @Override
            public List<Snapshot> snapshots(List<String> ids) {
                return answers.removeFirst();
            }
        };
        return new VolumeSnapshots(account, new Pace(Duration.ofMillis(1), longest), Clock.systemUTC(), told::add)
                .take("i-1", "before");
    }

    private static ServerSnapshots.Snapshot snapshot(String id, String state) {
        return new ServerSnapshots.Snapshot(id, state, "40%");
    }
}
