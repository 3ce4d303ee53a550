package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.Review;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a changed environment file would do to an environment that stands; nothing is applied. */
final class WhatIf {
    private final Present present;

    WhatIf(Present present) {
        this.present = present;
    }

    /** The actions of a plan after edits of the environment file, which are undone afterwards. */
    Map<String, Action> planned(Map<String, String> edits) throws IOException {
        return actions(reviewed(edits));
    }

    /** The review of a plan after edits of the environment file, which are undone afterwards. */
    Review reviewed(Map<String, String> edits) throws IOException {
        Path file = present.files().resolve("environment.yaml");
        Path configuration = present.files().resolve("main.tf.json");
        String before = Files.readString(file);
        String written = Files.readString(configuration);
        try {
            String after = before;
            for (Map.Entry<String, String> edit : edits.entrySet()) {
                assertThat(after).contains(edit.getKey());
                after = after.replace(edit.getKey(), edit.getValue());
            }
            Files.writeString(file, after);
            return present.deployments()
                    .plan(present.standing().name(), Mode.NORMAL, Set.of())
                    .review();
        } finally {
            Files.writeString(file, before);
            Files.writeString(configuration, written);
        }
    }

    /** Has a further image of a server, as long as something is done with it. */
    void withImage(ImageUse use) throws IOException {
        String ami = registerImage();
        try {
            use.of(ami);
        } finally {
            deregister(ami);
        }
    }

    /** What is done with an image. */
    @FunctionalInterface
    interface ImageUse {
        void of(String ami) throws IOException;
    }

    String registerImage() {
        return present.standing()
                .aws()
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
    void deregister(String ami) {
        EmulatorQuery aws = present.standing().aws();
        List<String> snapshots =
                aws.call("ec2", "DescribeImages", "ImageId.1", ami).texts("//snapshotId");
        aws.call("ec2", "DeregisterImage", "ImageId", ami);
        snapshots.forEach(snapshot -> aws.call("ec2", "DeleteSnapshot", "SnapshotId", snapshot));
    }

    static Map<String, Action> actions(Review review) {
        Map<String, Action> actions = new TreeMap<>();
        for (Change change : review.plan().changes()) {
            if (change.action().changesSomething()) {
                actions.put(change.address().text(), change.action());
            }
        }
        return actions;
    }
}
