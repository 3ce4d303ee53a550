package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Deployments.Sealing;
import io.github.qisaws.pipeline.Deployments.Wanted;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.Review;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a change would do to an environment that stands; only the image of a reviewed plan is applied. */
final class ChangeChecks {
    private static final String DATA_SERVER = "module.data-server.aws_instance.this";
    private static final String LAUNCH_TEMPLATE = "module.web-tier.aws_launch_template.this";

    private final Standing standing;
    private final Path folder;
    private final Deployments deployments;

    /**
     * Checks.
     *
     * @param folder holds the environment's files; they are put back afterwards
     */
    ChangeChecks(Standing standing, Path folder, Deployments deployments) {
        this.standing = standing;
        this.folder = folder;
        this.deployments = deployments;
    }

    void run() {
        standing.checks().check("Changes: bigger fleet, data server and volumes replace nothing", this::growth);
        standing.checks()
                .check("Changes: a new image replaces web servers, the data server keeps its own", this::image);
        standing.checks().check("Changes: the data server is replaced when asked, its data never", this::asked);
        standing.checks().check("Changes: apply uses the image that the plan has seen", this::pinned);
    }

    private void growth() throws IOException {
        Map<String, Action> actions = planned(Map.of(
                "maximum: 3", "maximum: 4",
                // A further server needs more connections.
                "instance-type: t3.large", "instance-type: t3.xlarge\n  max-connections: 400",
                "database-volume: 20", "database-volume: 40",
                "images-volume: 100", "images-volume: 200"));
        assertThat(actions)
                .containsEntry("module.web-tier.aws_autoscaling_group.this", Action.UPDATE)
                .containsEntry(DATA_SERVER, Action.UPDATE)
                .containsEntry("module.data-server.aws_ebs_volume.database", Action.UPDATE)
                .containsEntry("module.data-server.aws_ebs_volume.images", Action.UPDATE);
        assertThat(actions.values()).containsOnly(Action.UPDATE);
    }

    private void image() throws IOException {
        String ami = registerImage();
        try {
            Map<String, Action> actions =
                    planned(Map.of("architecture: two-server", "architecture: two-server\nimage: " + ami));
            assertThat(actions)
                    .containsEntry("module.web-tier.aws_instance.full_time[0]", Action.REPLACE_CREATING_FIRST)
                    .containsEntry(LAUNCH_TEMPLATE, Action.UPDATE)
                    .containsEntry("module.web-tier.aws_autoscaling_group.this", Action.UPDATE);
            assertThat(actions.keySet()).noneMatch(address -> address.startsWith("module.data-server."));
        } finally {
            deregister(ami);
        }
    }

    private void asked() {
        Map<String, Action> actions = actions(deployments
                .plan(
                        standing.name(),
                        new Wanted(Mode.NORMAL, Set.of(), Set.of(DATA_SERVER)),
                        new Sealing(Manifest.USUAL_LIFE, false))
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
        String reviewed = registerImage();
        String later = registerImage();
        try {
            parameter(reviewed);
            Planned planned = deployments.plan(standing.name(), Mode.NORMAL, Set.of());
            assertThat(actions(planned.review()))
                    .containsEntry(LAUNCH_TEMPLATE, Action.UPDATE)
                    .doesNotContainKey(DATA_SERVER);
            parameter(later);
            deployments.apply(deployments.saved(standing.name(), Optional.empty(), Set.of()));

            assertThat(standing.server("qis-web-full-time").text("imageId")).isEqualTo(reviewed);
            assertThat(standing.server("qis-data-server").text("instanceId")).isEqualTo(dataServer);
            assertThat(standing.server("qis-data-server").text("imageId")).isEqualTo(first);
            assertThat(launchTemplateImage()).isEqualTo(reviewed);
        } finally {
            parameter(first);
            deregister(reviewed);
            deregister(later);
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
        return EnvironmentFile.read(folder).site().image().parameterName();
    }

    private String registerImage() {
        return standing.aws()
                .call(
                        "ec2",
                        "RegisterImage",
                        "Name",
                        "qis-next",
                        "Architecture",
                        "x86_64",
                        "RootDeviceName",
                        "/dev/sda1",
                        "VirtualizationType",
                        "hvm",
                        "BlockDeviceMapping.1.DeviceName",
                        "/dev/sda1",
                        "BlockDeviceMapping.1.Ebs.VolumeSize",
                        "5")
                .text("//imageId");
    }

    /** With its snapshot, which outlives the image, here as on AWS. */
    private void deregister(String ami) {
        List<String> snapshots =
                standing.aws().call("ec2", "DescribeImages", "ImageId.1", ami).texts("//snapshotId");
        standing.aws().call("ec2", "DeregisterImage", "ImageId", ami);
        snapshots.forEach(snapshot -> standing.aws().call("ec2", "DeleteSnapshot", "SnapshotId", snapshot));
    }

    private Map<String, Action> planned(Map<String, String> edits) throws IOException {
        Path file = folder.resolve("environment.yaml");
        Path configuration = folder.resolve("main.tf.json");
        String before = Files.readString(file);
        String written = Files.readString(configuration);
        try {
            String after = before;
            for (Map.Entry<String, String> edit : edits.entrySet()) {
                assertThat(after).contains(edit.getKey());
                after = after.replace(edit.getKey(), edit.getValue());
            }
            Files.writeString(file, after);
            return actions(
                    deployments.plan(standing.name(), Mode.NORMAL, Set.of()).review());
        } finally {
            Files.writeString(file, before);
            Files.writeString(configuration, written);
        }
    }

    private static Map<String, Action> actions(Review review) {
        Map<String, Action> actions = new TreeMap<>();
        for (Change change : review.plan().changes()) {
            if (change.action().changesSomething()) {
                actions.put(change.address().text(), change.action());
            }
        }
        return actions;
    }
}
