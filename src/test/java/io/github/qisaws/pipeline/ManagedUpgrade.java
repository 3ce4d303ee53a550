package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Upgrade and reboot of the database of a managed environment that stands, and another number of cache nodes. */
final class ManagedUpgrade {
    private static final Pace PACE = Pace.of(Duration.ofMinutes(10));

    private final Present present;
    private final Standing standing;
    private final Path file;

    ManagedUpgrade(Present present) {
        this.present = present;
        this.standing = present.standing();
        this.file = present.files().resolve("environment.yaml");
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Upgrade (managed): a version out of reach is refused with those that are not", this::refused);
        checks.check("Upgrade (managed): PostgreSQL 17 with its own parameters, the snapshot stays", this::upgraded);
        checks.check("Upgrade (managed): the web servers get a new node in the same apply", this::nodes);
        checks.check("Upgrade (managed): a static parameter waits for the reboot", this::rebooted);
    }

    private DatabaseUpgrade upgrade() {
        return new DatabaseUpgrade(present.project(), present.tools(), present.log(), PACE);
    }

    private void refused() throws IOException {
        String before = Files.readString(file);
        try {
            upgrade().run(standing.name(), "15", (plan, consequences) -> {
                throw new AssertionError("asked");
            });
            throw new AssertionError("not refused");
        } catch (ProblemException e) {
            assertThat(e.problem().why()).contains("runs 16.10", "17.6").doesNotContain("16.9");
        }
        assertThat(file).hasContent(before);
    }

    private void upgraded() throws IOException {
        String before = Files.readString(file);
        List<Review> reviews = new ArrayList<>();
        List<String> result = upgrade().run(standing.name(), "17", (plan, consequences) -> {
            plan.requireNotBlocked();
            reviews.add(plan.review());
            assertThat(String.join("\n", consequences)).contains("16.10 → 17.6", "cannot be undone");
        });
        assertThat(result.get(0)).contains("runs PostgreSQL 17.6", "in-sync");
        assertThat(reviews).singleElement().satisfies(review -> assertThat(review.findings())
                .extracting(Finding::rule)
                .contains(RuleName.DATABASE_RESTART));
        assertThat(Files.readString(file)).contains("engine-version: \"17\"").hasSizeLessThan(before.length() + 60);
        assertThat(groups()).containsExactly("qis-database-17-" + standing.name());
        deleteSnapshot();
        assertThat(upgrade().run(standing.name(), "17", (plan, consequences) -> {
                    throw new AssertionError("asked");
                }))
                .containsExactly("qis-database-" + standing.name() + " already runs PostgreSQL 17.6.");
    }

    private List<String> groups() {
        return standing.aws().call("rds", "DescribeDBParameterGroups").texts("//DBParameterGroupName").stream()
                .filter(name -> name.startsWith("qis-"))
                .toList();
    }

    private void deleteSnapshot() {
        List<String> snapshots = standing.aws()
                .call("rds", "DescribeDBSnapshots", "SnapshotType", "manual")
                .texts("//DBSnapshotIdentifier");
        assertThat(snapshots).singleElement().satisfies(name -> assertThat(name)
                .matches("qis-database-" + standing.name() + "-v16-10-\\d{8}-\\d{6}"));
        standing.aws().call("rds", "DeleteDBSnapshot", "DBSnapshotIdentifier", snapshots.get(0));
    }

    private void rebooted() throws IOException {
        Files.writeString(file, Files.readString(file) + "data: {max-connections: 400}\n");
        Planned planned = plan();
        assertThat(planned.review().findings()).anyMatch(finding -> waits(finding, "300 → 400"));
        Instant start = Instant.now();
        present.deployments().apply(planned);
        assertThat(new Rollouts(present.project(), present.tools(), present.log(), PACE)
                        .follow(planned, start)
                        .words())
                .contains("Run qis-aws reboot database " + standing.name());
        assertThat(plan().review().findings()).anyMatch(finding -> waits(finding, "wait for a reboot"));
        assertThat(new DatabaseReboot(present.project(), present.tools(), present.log(), PACE)
                        .run(standing.name(), consequences -> assertThat(consequences)
                                .contains("pending-reboot")))
                .contains("in-sync");
        assertThat(plan().review().findings()).noneMatch(finding -> finding.rule() == RuleName.DATABASE_RESTART);
    }

    private void nodes() throws IOException {
        Files.writeString(file, Files.readString(file).replace("nodes: 2", "nodes: 3"));
        present.deployments().apply(plan());
        assertThat(plan().changes()).isFalse();
        assertThat(standing.aws()
                        .call("elasticache", "DescribeCacheClusters", "ShowCacheNodeInfo", "true")
                        .texts("//CacheNodeId"))
                .hasSize(3);
        Files.writeString(file, Files.readString(file).replace("nodes: 3", "nodes: 1"));
        assertThat(plan().review().findings())
                .anyMatch(finding -> finding.rule() == RuleName.CACHE_SINGLE_ZONE && finding.blocks());
        Files.writeString(file, Files.readString(file).replace("nodes: 1", "nodes: 3"));
    }

    private static boolean waits(Finding finding, String words) {
        return finding.rule() == RuleName.DATABASE_RESTART && finding.words().contains(words);
    }

    private Planned plan() {
        return present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
    }
}
