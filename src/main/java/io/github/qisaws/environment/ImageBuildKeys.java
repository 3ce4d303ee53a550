package io.github.qisaws.environment;

import io.github.qisaws.environment.ImageBuild.OperatingSystem;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ListType;
import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;
import java.util.Map;

/** The keys of {@code image-build}. */
final class ImageBuildKeys {
    private static final int MOST_REGIONS = 30;
    private static final int MOST_ACCOUNTS = 100;

    private static final TextType PARENT = new TextType(
            "an AMI such as ami-0123456789abcdef0, the ARN of an Image Builder image, or \"\" for the newest AMI of"
                    + " the operating system",
            "|ami-(?:[0-9a-f]{8}|[0-9a-f]{17})|arn:aws[a-z-]*:imagebuilder:[a-z0-9-]+:[a-z0-9]*:image/.+");
    private static final TextType SCHEDULE = new TextType(
            "an AWS cron(…) or rate(…) expression in UTC, or \"\" for no schedule", "|(?:cron|rate)\\([^()]+\\)");
    private static final TextType KMS_KEY =
            new TextType("the ARN of a KMS key", "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+");

    private static final Section.Builder BUILD = Section.at(
            "image-build",
            "An EC2 Image Builder pipeline that builds the server AMI. Architecture image-pipeline has one even"
                    + " without this section. Requires internet access: network.layout tiered with NAT.");

    static final Key<OperatingSystem> SYSTEM = BUILD.key(
            "system",
            ChoiceType.of(OperatingSystem.class),
            Default.of(OperatingSystem.UBUNTU),
            "Operating system of the servers: Ubuntu 24.04 or Amazon Linux 2023.");
    static final Key<String> PROCESSOR = BUILD.key(
            "processor",
            ChoiceType.of(List.of("x86_64", "arm64")),
            Default.derived("the CPU architecture of web.instance-type"),
            "CPU architecture of the AMI.");
    static final Key<String> PARENT_IMAGE = BUILD.key(
            "parent",
            PARENT,
            Default.of(""),
            "Base AMI or image, such as the last one that passed its tests.",
            "ami-0123456789abcdef0");
    static final Key<Integer> ROOT_VOLUME = BUILD.key(
            "root-volume",
            IntegerType.between(5, 1024, "GiB"),
            Default.of(8),
            "Size of the AMI's root volume, which is encrypted.");
    static final Key<String> WHEN = BUILD.key(
            "schedule",
            SCHEDULE,
            Default.of("cron(0 4 ? * sun *)"),
            "Schedule for building an AMI with the latest security updates.",
            "cron(0 4 1 * ? *)");
    static final Key<List<String>> REGIONS = BUILD.key(
            "regions",
            new ListType<>(Forms.REGION, 0, MOST_REGIONS),
            Default.of(List.of()),
            "Additional regions that receive a copy of each AMI that passes its tests.",
            List.of("eu-central-1"));
    static final Key<List<String>> ACCOUNTS = BUILD.key(
            "accounts",
            new ListType<>(Forms.ACCOUNT, 0, MOST_ACCOUNTS),
            Default.of(List.of()),
            "Other AWS accounts that can launch the AMIs. Requires kms-keys for every region.",
            List.of("210987654321"));
    static final Key<Map<String, String>> KMS_KEYS = BUILD.key(
            "kms-keys",
            new MapType(Forms.REGION, KMS_KEY, MOST_REGIONS),
            Default.of(Map.of()),
            "KMS key for the AMIs in each region. Without one, the AWS managed key for EBS is used.",
            Map.of("eu-west-1", "arn:aws:kms:eu-west-1:123456789012:key/1b2c"));
    static final Key<Boolean> CONTAINER = BUILD.key(
            "container",
            new BooleanType(),
            Default.of(false),
            "Also build a container image, in its own ECR repository. x86_64 only.");

    static final Section SECTION = BUILD.build();

    private ImageBuildKeys() {}
}
