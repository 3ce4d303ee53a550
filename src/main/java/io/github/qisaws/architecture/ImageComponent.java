package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ImageBuild;
import java.util.List;
import java.util.Map;

/** The pipeline that builds the server AMI and, if enabled, the container image. */
public final class ImageComponent {
    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]+";

    public static final Contract CONTRACT = new Contract(
            "image",
            "Image",
            "An EC2 Image Builder pipeline for the AMI of the QIS servers. The install scripts are part of the"
                    + " module, as one archive. A build first installs all updates of the operating system. Before an"
                    + " AMI is released, a test boots it as a full server and requests a picture from it. An AMI that passes is copied to each region, shared, and recorded"
                    + " in an SSM parameter in each region. The same scripts build a container image if container is"
                    + " true. An apply builds nothing: the schedule or StartImagePipelineExecution starts a build.",
            inputs(),
            List.of(
                    new Contract.Output("pipeline_arn", "ARN of the AMI pipeline."),
                    new Contract.Output(
                            "parameter_name",
                            "SSM parameter in each region with the newest AMI that passed its" + " tests."),
                    new Contract.Output("recipe_version", "Version of the recipe, which depends on its content."),
                    new Contract.Output("archive_sha256", "SHA-256 checksum of the archive with the install scripts."),
                    new Contract.Output(
                            "container_pipeline_arn", "ARN of the container image pipeline; null without container."),
                    new Contract.Output("repository_url", "URL of the ECR repository; null without container.")),
            List.of(new Contract.Stateful("aws_ecr_repository.this", "all container images in it")));

    private ImageComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.IAM_PATH,
                CommonInputs.PERMISSIONS_BOUNDARY,
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Private subnet of the build server, with internet access for packages and AWS.")
                        .build(),
                Input.optional("security_group_ids", "list(string)", List.of())
                        .describedAs("Security groups of the build server. If empty, one is created that allows"
                                + " outbound HTTP and HTTPS and nothing inbound.")
                        .eachMatching(
                                "sg-[0-9a-z]+", "security_group_ids must contain IDs that start with sg-.", "nonsense")
                        .build(),
                Input.of("image-build.system")
                        .describedAs("Operating system: ubuntu (24.04) or amazon-linux (2023).")
                        .build(),
                Input.optional("architecture", "string", "x86_64")
                        .decidedBy("image-build.processor")
                        .describedAs("CPU architecture of the AMI.")
                        .oneOf(CommonInputs.words("image-build.processor"))
                        .build(),
                Input.optional("parent_image", "string", "")
                        .fedBy("image-build.parent")
                        .describedAs("Base image: an AMI, such as the last one that passed its tests, or the ARN of"
                                + " an Image Builder image. Empty means the newest AMI of the operating system.")
                        .matching(
                                "|ami-[0-9a-z]+|" + CommonInputs.ARN,
                                "parent_image must be an AMI ID, the ARN of an Image Builder image, or empty.",
                                "ubuntu")
                        .build(),
                Input.optional("instance_type", "string", "")
                        .describedAs("Instance type of the build server; empty means t3.medium or t4g.medium.")
                        .matching(
                                "|[a-z][a-z0-9-]*\\.[a-z0-9-]+",
                                "instance_type must be an EC2 instance type such as t3.medium, or empty.",
                                "medium")
                        .build(),
                Input.of("image-build.root-volume")
                        .describedAs("Size of the AMI's encrypted root volume in GiB.")
                        .build(),
                regions(),
                accounts(),
                keys(),
                schedule(),
                Input.of("image-build.container")
                        .describedAs("Also build a container image, in its own ECR repository. x86_64 only.")
                        .build(),
                Input.optional("container_images", "number", 30)
                        .describedAs("Number of container images to keep; older ones are deleted.")
                        .between(1, 1000)
                        .build(),
                containerParent(),
                Input.of("image-build.scan")
                        .describedAs("Lowest severity of a finding of Amazon Inspector that keeps an image from being"
                                + " released; none means no scan. Requires Inspector to be enabled in the account.")
                        .build(),
                source(),
                Input.optional("source_sha256", "string", "")
                        .fedBy("image-build.source-sha256")
                        .describedAs("SHA-256 checksum of the archive at source_uri.")
                        .matching(
                                "|[0-9a-f]{64}",
                                "source_sha256 must be 64 hexadecimal digits in lower case, or empty.",
                                "sha256:0")
                        .build(),
                Input.optional("image_days", "number", 365)
                        .fedBy("image-build.keep-days")
                        .describedAs("Days after which an AMI is deleted with its snapshots, unless it is in use, was"
                                + " launched within that time, or is one of the 10 newest.")
                        .between(1, 365)
                        .build(),
                CommonInputs.operatorEmail()
                        .fedBy("operator-email")
                        .describedAs("Email address that is told of images that could not be built or released; empty"
                                + " means none. AWS asks the recipient to confirm.")
                        .build(),
                Input.optional("deletion_protection", "bool", true)
                        .fedBy("protect")
                        .describedAs("Keep bucket and repository from being destroyed unless they are empty.")
                        .build());
    }

    /** Places the build server in the first application subnet, which has internet access through NAT. */
    static Call call(Environment environment, ImageBuild build, NetworkOutputs network) {
        return Call.of(new ImageInputs(
                Common.of(environment, CONTRACT),
                new ImageInputs.Place(network.applicationSubnetIds().element(0)),
                new ImageInputs.Recipe(build.processor())));
    }

    private static Input containerParent() {
        return Input.optional("container_parent", "string", "")
                .fedBy("image-build.container-parent")
                .describedAs(
                        "Base image of the container image, such as a copy in ECR or an image with its digest. Empty"
                                + " means ubuntu:24.04 or amazonlinux:2023 of Docker Hub.")
                .matching(
                        "|[a-z0-9][a-zA-Z0-9./_-]*(:[0-9]+/[a-zA-Z0-9./_-]+)?(:[a-zA-Z0-9._-]+|@sha256:[0-9a-f]{64})",
                        "container_parent must be an image with a tag or a digest, or empty.",
                        "ubuntu")
                .build();
    }

    private static Input source() {
        return Input.optional("source_uri", "string", "")
                .fedBy("image-build.source")
                .describedAs(
                        "S3 address of an archive (.tar.gz) of QIS's source; empty means QIS's own repository at the"
                                + " commit that is known to work.")
                .matching(
                        "|s3://[a-z0-9.-]+/.+[.]tar[.]gz",
                        "source_uri must be an S3 address such as s3://bucket/qis.tar.gz, or empty.",
                        "https://example.com/qis.tar.gz")
                .rule(
                        "(var.source_uri == \"\") == (var.source_sha256 == \"\")",
                        "source_uri requires source_sha256, and the reverse.",
                        "s3://bucket/qis.tar.gz")
                .build();
    }

    private static Input regions() {
        return Input.optional("regions", "list(string)", List.of())
                .fedBy("image-build.regions")
                .describedAs("Additional regions that receive a copy of each AMI that passes its tests.")
                .eachMatching(REGION, "regions must contain region names such as eu-central-1.", "Ireland")
                .build();
    }

    /** Accounts need customer managed keys, because other accounts cannot use the AWS managed key for EBS. */
    private static Input accounts() {
        return Input.optional("share_with_accounts", "list(string)", List.of())
                .fedBy("image-build.accounts")
                .describedAs("Other AWS accounts that can launch the AMIs. Requires kms_key_arns for every region.")
                .eachMatching("[0-9]{12}", "share_with_accounts must contain account IDs of 12 digits.", "12")
                .rule(
                        "length(var.share_with_accounts) == 0 || (length(var.kms_key_arns) > 0"
                                + " && alltrue([for r in var.regions : contains(keys(var.kms_key_arns), r)]))",
                        "share_with_accounts requires a customer managed key in kms_key_arns for every region,"
                                + " because the AWS managed key cannot be shared.",
                        List.of("210987654321"))
                .build();
    }

    private static Input keys() {
        return Input.optional("kms_key_arns", "map(string)", Map.of())
                .fedBy("image-build.kms-keys")
                .describedAs("KMS key for the AMIs in each region. A region without one uses the AWS managed key for"
                        + " EBS.")
                .rule(
                        "alltrue([for r, k in var.kms_key_arns : can(regex(\"^" + REGION
                                + "$\", r)) && can(regex(\"^arn:aws[a-z-]*:kms:${r}:[0-9]{12}:key/.+$\", k))])",
                        "kms_key_arns must map each region to the ARN of a KMS key in that region.",
                        Map.of("eu-west-1", "alias/images"))
                .build();
    }

    private static Input schedule() {
        return Input.of("image-build.schedule")
                .describedAs("Schedule in UTC for building an AMI with the latest security updates; empty means on"
                        + " demand only.")
                .matching(
                        "|cron\\([^()]+\\)|rate\\([^()]+\\)",
                        "schedule must be a cron(…) or rate(…) expression, or empty.",
                        "weekly")
                .build();
    }
}
