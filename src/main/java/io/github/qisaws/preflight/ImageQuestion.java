package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.IMAGE_UNUSABLE;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.AccountFacts.Image;
import io.github.qisaws.aws.AccountFacts.InstanceFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the AMI exists in the region, is available, and fits the instance types and the root volumes.
 *
 * @param image as the environment file names it
 */
record ImageQuestion(Environment environment, ServerImage image) implements Question {
    static final Set<String> ACTIONS = Set.of("ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ssm:GetParameter");
    private static final String KEY = "image";
    private static final String[] SERVERS = {"aws_instance", "aws_launch_template", "aws_autoscaling_group"};

    /** The question about the image of the servers; empty without servers. */
    static Stream<Question> of(Environment environment) {
        return environment.topology().instanceTypes().isEmpty()
                ? Stream.empty()
                : environment.topology().image().stream().map(image -> new ImageQuestion(environment, image));
    }

    @Override
    public String about() {
        return "AMI";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<String> id =
                image.isParameter() ? account.parameter(image.parameterName()) : Optional.of(image.reference());
        if (id.isEmpty()) {
            return planned -> List.of(noParameter());
        }
        Optional<Image> found = account.image(id.get());
        Map<String, InstanceFacts> types =
                account.instanceTypes(environment.topology().instanceTypes());
        return planned -> found.map(ami -> judge(ami, types, planned)).orElseGet(() -> List.of(noImage(id.get())));
    }

    private Obstacle noParameter() {
        return Obstacle.blocks(
                IMAGE_UNUSABLE,
                KEY,
                environment.placement().region() + " has no SSM parameter " + image.parameterName() + ".",
                "Build an image and promote it (qis-aws image promote), or give the ID of an AMI.");
    }

    private Obstacle noImage(String id) {
        return Obstacle.blocks(
                IMAGE_UNUSABLE,
                KEY,
                "This account cannot use an AMI " + id + " in "
                        + environment.placement().region() + ". An AMI belongs to one region.",
                "Use an AMI of this region, or copy it with qis-aws image copy; if another account owns it, ask the owner"
                        + " to share it.");
    }

    private List<Obstacle> judge(Image ami, Map<String, InstanceFacts> types, Planned planned) {
        if (!planned.makes(SERVERS)) {
            return List.of();
        }
        if (!ami.isAvailable()) {
            return List.of(Obstacle.blocks(
                    IMAGE_UNUSABLE,
                    KEY,
                    "The AMI " + ami.id() + " is " + ami.state() + ", not available.",
                    "Wait until it is available, or use another AMI."));
        }
        return Stream.concat(
                        types.entrySet().stream()
                                .filter(type -> !type.getValue().architectures().contains(ami.architecture()))
                                .map(type -> wrongArchitecture(ami, type.getKey(), type.getValue())),
                        planned.made(SERVERS).flatMap(change -> smallRoot(ami, change)))
                .toList();
    }

    private static Obstacle wrongArchitecture(Image ami, String type, InstanceFacts facts) {
        return Obstacle.blocks(
                IMAGE_UNUSABLE,
                KEY,
                "The AMI " + ami.id() + " is for " + ami.architecture() + ", but " + type + " runs "
                        + String.join(", ", facts.architectures()) + ".",
                "Use an AMI for the architecture of the instance type, or another instance type.");
    }

    private static Stream<Obstacle> smallRoot(Image ami, Change server) {
        return Stream.of("root_block_device[0].volume_size", "block_device_mappings[0].ebs[0].volume_size")
                .flatMap(path -> server.after(path).number().stream())
                .filter(size -> size.intValue() < ami.rootGib())
                .map(size -> Obstacle.blocks(
                                IMAGE_UNUSABLE,
                                KEY,
                                "The root volume has " + size + " GiB, but the AMI " + ami.id() + " needs "
                                        + ami.rootGib() + " GiB.",
                                "Use an AMI with a smaller root volume.")
                        .at(server.address().text()));
    }
}
