package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The upgrade of a database on a data server of an environment that stands. */
final class ServerUpgradeChecks {
    private final Present present;
    private final Standing standing;
    private final Path file;

    ServerUpgradeChecks(Present present) {
        this.present = present;
        this.standing = present.standing();
        this.file = present.files().resolve("environment.yaml");
    }

    /** Leaves a single server with an AMI that is no longer registered. */
    void run() {
        standing.checks().check("Upgrade (server): an AMI without the version is refused", this::refused);
        standing.checks()
                .check("Upgrade (server): snapshots of both volumes, another server, an empty plan", this::upgraded);
    }

    /** Two servers stay as they are. */
    void runBesideWebServers() {
        standing.checks().check("Upgrade (server): a rollout of web servers comes first", this::webServersFirst);
    }

    private ServerDatabaseUpgrade upgrade() {
        return new ServerDatabaseUpgrade(
                present.project(), present.tools(), present.log(), Pace.of(Duration.ofMinutes(10)));
    }

    private Problem refusal(String version) {
        try {
            upgrade().run(standing.name(), version, (plan, consequences) -> {
                throw new AssertionError("asked");
            });
            throw new AssertionError("not refused");
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private void refused() throws IOException {
        new WhatIf(present)
                .withImage(ami -> withImage(
                        ami, "17", () -> assertThat(refusal("16").why()).contains(ami + " has PostgreSQL 17")));
    }

    private void upgraded() throws IOException {
        new WhatIf(present).withImage(ami -> withImage(ami, "16", () -> upgraded(ami)));
        // With the former image in the file again, the server keeps its AMI.
        Planned back = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        assertThat(WhatIf.actions(back.review()).keySet()).containsExactly("module.data-server.terraform_data.ami");
        present.deployments().apply(back);
    }

    private void upgraded(String ami) {
        String before = standing.server("qis-data-server").text("instanceId");
        Map<String, Action> actions = new TreeMap<>();
        List<String> result = upgrade().run(standing.name(), "16", (plan, consequences) -> {
            plan.requireNotBlocked();
            actions.putAll(WhatIf.actions(plan.review()));
            assertThat(String.join("\n", consequences)).contains("PostgreSQL 16", "the site is unavailable");
            assertThat(snapshots()).isEmpty();
        });
        assertThat(result.get(0)).contains("PostgreSQL 16", "The next plan is empty");
        assertThat(actions).containsEntry("module.data-server.aws_instance.this", Action.REPLACE);
        assertThat(actions.keySet()).noneMatch(address -> address.contains("aws_ebs_volume."));
        assertThat(standing.server("qis-data-server").text("imageId")).isEqualTo(ami);
        assertThat(standing.server("qis-data-server").text("instanceId")).isNotEqualTo(before);
        assertThat(snapshots()).containsExactlyInAnyOrderElementsOf(volumes());
        deleteSnapshots();
        assertThat(upgrade().run(standing.name(), "16", (plan, consequences) -> {
                    throw new AssertionError("asked");
                }))
                .containsExactly("The data server of " + standing.name() + " already has an AMI with PostgreSQL 16.");
    }

    private void webServersFirst() throws IOException {
        new WhatIf(present)
                .withImage(ami ->
                        withImage(ami, "16", () -> assertThat(refusal("16")).satisfies(problem -> {
                            assertThat(problem.what()).contains("changes more than the data server");
                            assertThat(problem.why())
                                    .contains("module.web-tier.")
                                    .doesNotContain("module.data-server.");
                        })));
    }

    /** Has a tagged AMI in the environment file, as long as something is checked with it. */
    private void withImage(String ami, String version, Runnable check) throws IOException {
        String before = Files.readString(file);
        Path configuration = present.files().resolve("main.tf.json");
        String written = Files.readString(configuration);
        try {
            tag(ami, version);
            Files.writeString(file, "image: " + ami + "\n" + before);
            check.run();
        } finally {
            Files.writeString(file, before);
            Files.writeString(configuration, written);
        }
    }

    private void tag(String ami, String version) {
        standing.aws()
                .call(
                        "ec2",
                        "CreateTags",
                        "ResourceId.1",
                        ami,
                        "Tag.1.Key",
                        "qis-aws:postgresql",
                        "Tag.1.Value",
                        version);
    }

    private List<String> volumes() {
        List<String> volumes = new ArrayList<>();
        for (String name : List.of("qis-database", "qis-images")) {
            volumes.add(standing.aws()
                    .ec2("DescribeVolumes", "tag:Name", standing.named(name))
                    .text("//volumeSet/item/volumeId"));
        }
        return volumes;
    }

    /** The volumes of which the upgrade took snapshots. */
    private List<String> snapshots() {
        return standing.aws()
                .ec2("DescribeSnapshots", "tag:Name", "qis-data-" + standing.name() + "-before-postgresql-16")
                .texts("//snapshotSet/item/volumeId");
    }

    private void deleteSnapshots() {
        standing.aws()
                .ec2("DescribeSnapshots", "tag:Name", "qis-data-" + standing.name() + "-before-postgresql-16")
                .texts("//snapshotSet/item/snapshotId")
                .forEach(snapshot -> standing.aws().call("ec2", "DeleteSnapshot", "SnapshotId", snapshot));
    }
}
