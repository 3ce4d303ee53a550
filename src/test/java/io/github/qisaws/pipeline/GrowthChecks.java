package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One server becomes two by one word of the environment file: planned, applied, and nothing more to do. */
final class GrowthChecks {
    private static final String SERVER = "module.data-server.aws_instance.this";
    private static final String TARGET = "module.data-server.aws_lb_target_group_attachment.this[0]";

    private final Standing standing;
    private final Path folder;
    private final Deployments deployments;

    GrowthChecks(Standing standing, Path folder, Deployments deployments) {
        this.standing = standing;
        this.folder = folder;
        this.deployments = deployments;
    }

    /** Leaves the environment grown. */
    void run() {
        try {
            List<String> volumes = volumes();
            String instance = standing.server("qis-data-server").text("instanceId");
            Path file = folder.resolve("environment.yaml");
            Files.writeString(file, Files.readString(file).replace("single-server", "two-server"));
            Planned growth = deployments.plan(standing.name(), Mode.NORMAL, Set.of());
            standing.checks().check("Growth: the second plan touches nothing that holds data", () -> kept(growth));
            standing.checks()
                    .check("Growth: the guard warns of the restart and asks for nothing", () -> warned(growth));
            deployments.apply(growth);
            standing.checks().check("Growth: applied, the same server and volumes serve two servers", () -> {
                assertThat(volumes()).isEqualTo(volumes);
                assertThat(standing.server("qis-data-server").text("instanceId"))
                        .isEqualTo(instance);
                assertThat(ServerChecks.userData(standing, "qis-data-server"))
                        .contains("QIS_ROLE=data-server", "QIS_DATABASE_HOST=data.single.qis.internal");
                assertThat(ServerChecks.userData(standing, "qis-web-full-time"))
                        .contains("QIS_ROLE=web-server", "QIS_DATABASE_HOST=data.single.qis.internal");
            });
            Planned empty = deployments.plan(standing.name(), Mode.NORMAL, Set.of());
            standing.checks().check("Growth: the plan after it is empty", () -> assertThat(empty.changes())
                    .isFalse());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> volumes() {
        return Stream.of("qis-database", "qis-images")
                .map(name -> standing.aws()
                        .ec2("DescribeVolumes", "tag:Name", standing.named(name))
                        .text("//volumeSet/item/volumeId"))
                .toList();
    }

    /** The server is restarted in another role and leaves the load balancer; everything else is new. */
    private static void kept(Planned growth) {
        List<Change> touched = growth.review().plan().changes().stream()
                .filter(change -> change.action().changesSomething() && change.action() != Action.CREATE)
                .toList();
        assertThat(touched)
                .extracting(change -> change.address().text() + " " + change.action())
                .containsExactlyInAnyOrder(SERVER + " " + Action.UPDATE, TARGET + " " + Action.DELETE);
        assertThat(growth.review().plan().changes())
                .extracting(change -> change.address().text())
                .contains("module.web-tier.aws_instance.full_time[0]", "module.web-tier.aws_autoscaling_group.this");
    }

    private static void warned(Planned growth) {
        Review review = growth.review();
        assertThat(review.findings()).noneMatch(Finding::blocks);
        assertThat(review.findings()).extracting(Finding::rule).contains(RuleName.WEB_DOWNTIME);
    }
}
