package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.PlanRequest;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.SealOptions;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a change would do to an environment that stands; only the image of a reviewed plan is applied, and fails. */
final class ChangeChecks {
    private static final String DATA_SERVER = "module.data-server.aws_instance.this";
    private static final String LAUNCH_TEMPLATE = "module.web-tier.aws_launch_template.this";

    private final Present present;
    private final Standing standing;
    private final Path folder;
    private final Deployments deployments;
    private final WhatIf whatIf;

    ChangeChecks(Present present) {
        this.present = present;
        this.standing = present.standing();
        this.folder = present.files();
        this.deployments = present.deployments();
        this.whatIf = new WhatIf(present);
    }

    void run() {
        standing.checks().check("Changes: bigger fleet, data server and volumes replace nothing", this::growth);
        standing.checks()
                .check("Changes: a new image replaces web servers, the data server keeps its own", this::image);
        standing.checks().check("Changes: the data server is replaced when asked, its data never", this::asked);
        standing.checks()
                .check(
                        "Changes: apply uses the image that the plan has seen, and tells that its rollout failed",
                        this::pinned);
    }

    /** The volumes are those that {@link RestoreChecks} has left. */
    private void growth() throws IOException {
        Map<String, Action> actions = whatIf.planned(Map.of(
                "maximum: 3", "maximum: 4",
                // A further server needs more connections.
                "instance-type: t3.large", "instance-type: t3.xlarge\n  max-connections: 400",
                "database-volume: 20", "database-volume: 40",
                "images-volume: 100", "images-volume: 200"));
        assertThat(actions)
                .containsEntry("module.web-tier.aws_autoscaling_group.this", Action.UPDATE)
                .containsEntry(DATA_SERVER, Action.UPDATE)
                .containsEntry("module.data-server.aws_ebs_volume.database[\"r1\"]", Action.UPDATE)
                .containsEntry("module.data-server.aws_ebs_volume.images[\"r1\"]", Action.UPDATE);
        assertThat(actions.values()).containsOnly(Action.UPDATE);
    }

    private void image() throws IOException {
        String ami = whatIf.registerImage();
        try {
            Map<String, Action> actions =
                    whatIf.planned(Map.of("architecture: two-server", "architecture: two-server\nimage: " + ami));
            assertThat(actions)
                    .containsEntry("module.web-tier.aws_instance.full_time[0]", Action.REPLACE_CREATING_FIRST)
                    .containsEntry(
                            "module.web-tier.aws_lb_target_group_attachment.full_time[0]",
                            Action.REPLACE_CREATING_FIRST)
                    .containsEntry(LAUNCH_TEMPLATE, Action.UPDATE)
                    .containsEntry("module.web-tier.aws_autoscaling_group.this", Action.UPDATE);
            assertThat(actions.keySet()).noneMatch(address -> address.startsWith("module.data-server.aws_"));
        } finally {
            whatIf.deregister(ami);
        }
    }

    private void asked() {
        Map<String, Action> actions = WhatIf.actions(deployments
                .plan(
                        standing.name(),
                        PlanRequest.of(Mode.NORMAL, Set.of(), Set.of(DATA_SERVER)),
                        new SealOptions(Manifest.USUAL_LIFE, false))
                .review());
        assertThat(actions).containsEntry(DATA_SERVER, Action.REPLACE);
        assertThat(actions.keySet())
                .noneMatch(address -> address.contains("aws_ebs_volume")
                        || address.contains("aws_secretsmanager_secret")
                        || address.contains("aws_route53")
                        || address.contains("aws_network_interface")
                        || address.contains("aws_eip"));
    }

    /** The parameter names a newer image at the plan, and another one again before the apply. */
    private void pinned() {
        String first = parameter();
        String dataServer = standing.server("qis-data-server").text("instanceId");
        String reviewed = whatIf.registerImage();
        String later = whatIf.registerImage();
        try {
            parameter(reviewed);
            Planned planned = deployments.plan(standing.name(), Mode.NORMAL, Set.of());
            assertThat(WhatIf.actions(planned.review()))
                    .containsEntry(LAUNCH_TEMPLATE, Action.UPDATE)
                    .doesNotContainKey(DATA_SERVER);
            parameter(later);
            RolloutChecks rollouts = new RolloutChecks(present);
            rollouts.choose("fail");
            assertThat(rollouts.failed(deployments.saved(standing.name(), Optional.empty(), Set.of()))
                            .why())
                    .startsWith("instance refresh Failed, 50 %: ");
            rollouts.choose("succeed");
            assertThat(standing.server("qis-web-full-time").text("imageId")).isEqualTo(reviewed);
            assertThat(standing.server("qis-data-server").text("instanceId")).isEqualTo(dataServer);
            assertThat(standing.server("qis-data-server").text("imageId")).isEqualTo(first);
            assertThat(launchTemplateImage()).isEqualTo(reviewed);

            parameter(reviewed);
            Planned next = deployments.plan(standing.name(), Mode.NORMAL, Set.of());
            assertThat(next.changes()).isFalse();
            assertThat(RolloutChecks.findings(next.review()))
                    .singleElement()
                    .asString()
                    .containsPattern("to launch template version \\d+ ended with Failed");
        } finally {
            parameter(first);
            whatIf.deregister(reviewed);
            whatIf.deregister(later);
        }
    }

    private String launchTemplateImage() {
        return standing.aws()
                .call(
                        "ec2",
                        "DescribeLaunchTemplateVersions",
                        "LaunchTemplateName",
                        standing.named("qis-web"),
                        "LaunchTemplateVersion.1",
                        "$Latest")
                .text("//imageId");
    }

    private String parameter() {
        return standing.aws()
                .json("ssm", "AmazonSSM.GetParameter", "{\"Name\": \"" + parameterName() + "\"}")
                .at("/Parameter/Value")
                .asText();
    }

    private void parameter(String ami) {
        standing.aws()
                .json(
                        "ssm",
                        "AmazonSSM.PutParameter",
                        "{\"Name\": \"" + parameterName() + "\", \"Value\": \"" + ami
                                + "\", \"Type\": \"String\", \"Overwrite\": true}");
    }

    private String parameterName() {
        return EnvironmentFile.read(folder).topology().image().orElseThrow().parameterName();
    }
}
