package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ImageBuild;
import java.util.List;
import java.util.Map;

/** The pipeline that makes the servers' machine image, and on demand the container image. */
public final class ImageComponent {
    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]+";

    public static final Contract CONTRACT = new Contract(
            "image",
            "Image",
            "EC2 Image Builder's pipeline for the machine image of the QIS servers, made by the install steps that it"
                    + " carries along as one archive. Before an image is released it is booted as a full server and"
                    + " an image is fetched from it. A good image is copied to each region, shared, and named in a"
                    + " parameter of Systems Manager in each region. The same steps make a container image on demand."
                    + " Nothing is built by an apply: the schedule, or StartImagePipelineExecution, does.",
            inputs(),
            List.of(
                    new Contract.Output("pipeline_arn", "Pipeline of the machine image."),
                    new Contract.Output(
                            "parameter_name", "Parameter, in each region, with the newest good machine image."),
                    new Contract.Output(
                            "recipe_version", "Version of the recipe; another content has another version."),
                    new Contract.Output("archive_sha256", "SHA-256 of the archive of the install steps."),
                    new Contract.Output(
                            "container_pipeline_arn", "Pipeline of the container image; null without container."),
                    new Contract.Output(
                            "repository_url", "Repository of the container image; null without container.")),
            List.of(new Contract.Stateful("aws_ecr_repository.this", "every container image kept in it")));

    private ImageComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.id("subnet_id", "subnet")
                        .describedAs("Private subnet of the build server; needs a way out to packages and to AWS.")
                        .build(),
                Input.optional("security_group_ids", "list(string)", List.of())
                        .describedAs("Security groups of the build server; empty means one of its own that lets out"
                                + " HTTP and HTTPS, and nothing in.")
                        .eachMatching(
                                "sg-[0-9a-z]+", "security_group_ids must hold ids that start with sg-.", "nonsense")
                        .build(),
                Input.of("image-build.system")
                        .describedAs("Operating system: ubuntu (24.04) or amazon-linux (2023).")
                        .build(),
                Input.optional("architecture", "string", "x86_64")
                        .decidedBy("image-build.processor")
                        .describedAs("Processor architecture of the image.")
                        .oneOf(CommonInputs.words("image-build.processor"))
                        .build(),
                Input.optional("parent_image", "string", "")
                        .fedBy("image-build.parent")
                        .describedAs("Image to start from instead of the system's newest: an AMI such as the last good"
                                + " one, or an image's ARN; empty means the newest.")
                        .matching(
                                "|ami-[0-9a-z]+|" + CommonInputs.ARN,
                                "parent_image must be an AMI, the ARN of an image, or empty.",
                                "ubuntu")
                        .build(),
                Input.optional("instance_type", "string", "")
                        .describedAs("Type of the build server; empty means t3.medium or t4g.medium.")
                        .matching(
                                "|[a-z][a-z0-9-]*\\.[a-z0-9-]+",
                                "instance_type must be an EC2 instance type such as t3.medium, or empty.",
                                "medium")
                        .build(),
                Input.of("image-build.root-volume")
                        .describedAs("Size of the image's encrypted root volume in GiB.")
                        .build(),
                regions(),
                accounts(),
                keys(),
                schedule(),
                Input.of("image-build.container")
                        .describedAs("A container image too, in a repository of its own; x86_64 only.")
                        .build(),
                Input.optional("container_images", "number", 30)
                        .describedAs("Container images that are kept; older ones go.")
                        .between(1, 1000)
                        .build(),
                Input.optional("deletion_protection", "bool", true)
                        .fedBy("protect")
                        .describedAs("Bucket and repository cannot be destroyed while they hold something, and the"
                                + " test's secret can be restored for 30 days.")
                        .build());
    }

    /** Puts the build server into the first application subnet, whose way out is NAT. */
    static Call call(Environment environment, ImageBuild build, NetworkOutputs network) {
        return Call.of(new ImageInputs(
                Common.of(environment, CONTRACT),
                new ImageInputs.Place(network.applicationSubnetIds().element(0)),
                new ImageInputs.Recipe(build.processor())));
    }

    private static Input regions() {
        return Input.optional("regions", "list(string)", List.of())
                .fedBy("image-build.regions")
                .describedAs("Further regions that get a copy of each good image.")
                .eachMatching(REGION, "regions must hold names such as eu-central-1.", "Ireland")
                .build();
    }

    /** AWS's own key for volumes cannot be used by another account. */
    private static Input accounts() {
        return Input.optional("share_with_accounts", "list(string)", List.of())
                .fedBy("image-build.accounts")
                .describedAs("Accounts that may launch the images; needs kms_key_arns for every region.")
                .eachMatching("[0-9]{12}", "share_with_accounts must hold account numbers of 12 digits.", "12")
                .rule(
                        "length(var.share_with_accounts) == 0 || (length(var.kms_key_arns) > 0"
                                + " && alltrue([for r in var.regions : contains(keys(var.kms_key_arns), r)]))",
                        "share_with_accounts needs a key of yours in kms_key_arns for every region, since AWS's own"
                                + " cannot be shared.",
                        List.of("210987654321"))
                .build();
    }

    private static Input keys() {
        return Input.optional("kms_key_arns", "map(string)", Map.of())
                .fedBy("image-build.kms-keys")
                .describedAs("Region to KMS key of the images there; a region without one uses AWS's key for volumes.")
                .rule(
                        "alltrue([for r, k in var.kms_key_arns : can(regex(\"^" + REGION
                                + "$\", r)) && can(regex(\"^arn:aws[a-z-]*:kms:${r}:[0-9]{12}:key/.+$\", k))])",
                        "kms_key_arns must map regions to ARNs of keys in that region.",
                        Map.of("eu-west-1", "alias/images"))
                .build();
    }

    private static Input schedule() {
        return Input.of("image-build.schedule")
                .describedAs("When a new image with the security updates since is made, in UTC; empty means on demand"
                        + " only.")
                .matching(
                        "|cron\\([^()]+\\)|rate\\([^()]+\\)",
                        "schedule must be a cron(…) or rate(…) expression, or empty.",
                        "weekly")
                .build();
    }
}
