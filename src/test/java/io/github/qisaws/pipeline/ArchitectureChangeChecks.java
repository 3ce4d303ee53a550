package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.pipeline.Life.Present;
import java.util.List;

/**
 * Two servers become tasks on Fargate: AWS refuses to delete the target group of the servers as long as the listener
 * uses it. src/bench/transitions.sh has the other changes of architecture.
 */
final class ArchitectureChangeChecks {
    private static final String SERVER = "module.data-server.";

    private final Present present;

    ArchitectureChangeChecks(Present present) {
        this.present = present;
    }

    /** Leaves the environment on Fargate. */
    void run() {
        Standing standing = present.standing();
        ObjectNode result = DisasterResults.line();
        standing.checks().check("Architecture: two servers become tasks, applied, the plan after it is empty", () -> {
            new Transition(standing.name(), present.files().resolve("environment.yaml"), present.deployments(), result)
                    .to("fargate-open");
            assertThat(result.path("result").asText()).as(result.toString()).isEqualTo("works");
        });
        standing.checks().check("Architecture: the guard names all that is lost with the data server", () -> assertThat(
                        List.of(result.path("allow-destroy").asText().split(" ")))
                .containsExactly(
                        SERVER + "aws_ebs_volume.database[\"original\"]",
                        SERVER + "aws_ebs_volume.images[\"original\"]",
                        SERVER + "aws_route53_zone.this",
                        SERVER + "aws_secretsmanager_secret.this"));
        standing.checks()
                .check("Architecture: one target group is left, that of the tasks", () -> assertThat(standing.aws()
                                .call("elasticloadbalancing", "DescribeTargetGroups")
                                .parts("//TargetGroups/member"))
                        .extracting(group -> group.text("TargetGroupName"))
                        .containsExactly(standing.named("qis-web-ip")));
    }
}
