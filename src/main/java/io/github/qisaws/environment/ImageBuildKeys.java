package io.github.qisaws.environment;

import io.github.qisaws.environment.ImageBuild.OperatingSystem;
import io.github.qisaws.environment.ImageBuild.Scan;
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

    private static final TextType CONTAINER_IMAGE = new TextType(
            "a container image with a tag or a digest, or \"\"",
            "|[a-z0-9][a-zA-Z0-9./_-]*(?::[0-9]+/[a-zA-Z0-9./_-]+)?(?::[a-zA-Z0-9._-]+|@sha256:[0-9a-f]{64})");
    private static final TextType SOURCE_ARCHIVE =
            new TextType("the S3 address of a .tar.gz file, or \"\"", "|s3://[a-z0-9.-]+/.+[.]tar[.]gz");
    private static final TextType CHECKSUM = new TextType("a SHA-256 checksum in lower case, or \"\"", "|[0-9a-f]{64}");

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

    static final Key<String> CONTAINER_PARENT = BUILD.key(
            "container-parent",
            CONTAINER_IMAGE,
            Default.of(""),
            "Base image of the container image. The default is the image of the operating system on Docker Hub.",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ubuntu:24.04");
    static final Key<Scan> SCAN = BUILD.key(
            "scan",
            ChoiceType.of(Scan.class),
            Default.of(Scan.NONE),
            "Lowest severity of a finding of Amazon Inspector that keeps an image from being released. Requires Inspector"
                    + " in the account.");
    static final Key<String> SOURCE = BUILD.key(
            "source",
            SOURCE_ARCHIVE,
            Default.of(""),
            "Archive of QIS's source, for a version of your own. The default is QIS's repository, at a commit that is"
                    + " known to work.",
            "s3://example-qis/qis.tar.gz");
    static final Key<String> SOURCE_SHA256 = BUILD.key(
            "source-sha256",
            CHECKSUM,
            Default.of(""),
            "SHA-256 checksum of the archive of QIS's source.",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    static final Key<Integer> KEEP_DAYS = BUILD.key(
            "keep-days",
            IntegerType.between(1, 365, "days"),
            Default.of(365),
            "Days after which an AMI is deleted, unless it is in use, was launched within that time, or is one of the 10"
                    + " newest.");

    static final Section SECTION = BUILD.build();

    private ImageBuildKeys() {}
}
