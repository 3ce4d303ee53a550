package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepository;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryImageScanningConfiguration;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.imagebuilder_container_recipe.ImagebuilderContainerRecipe;
import com.hashicorp.cdktf.providers.aws.imagebuilder_container_recipe.ImagebuilderContainerRecipeComponent;
import com.hashicorp.cdktf.providers.aws.imagebuilder_container_recipe.ImagebuilderContainerRecipeComponentParameter;
import com.hashicorp.cdktf.providers.aws.imagebuilder_container_recipe.ImagebuilderContainerRecipeTargetRepository;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_pipeline.ImagebuilderImagePipeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container image pipeline, which uses the same install scripts, and its ECR repository. */
final class ImageContainer {
    private static final String WANTED = "var.container";
    private static final String REPOSITORY = "aws_ecr_repository.this[0]";

    /**
     * Amazon ECR user guide, "Lifecycle policies": an image that matches the tags of a rule is not expired by a rule with a
     * higher number. So the first rule spares the images in use, which the function publish.py tags.
     */
    private static final List<String> KEEP = List.of(
            rule(
                    1,
                    "in use",
                    "tagStatus = \"tagged\", tagPatternList = [\"in-use-*\"], countType = \"imageCountMoreThan\","
                            + " countNumber = 1000"),
            rule(
                    2,
                    "untagged",
                    "tagStatus = \"untagged\", countType = \"sinceImagePushed\", countUnit = \"days\", countNumber = 14"),
            rule(
                    3,
                    "the newest",
                    "tagStatus = \"any\", countType = \"imageCountMoreThan\", countNumber = var.container_images"));

    private ImageContainer() {}

    private static String rule(int priority, String description, String selection) {
        return "{rulePriority = " + priority + ", description = \"" + description + "\", selection = {" + selection
                + "}, action = {type = \"expire\"}}";
    }

    static void add(Blueprint b) {
        repository(b);
        rights(b);
        recipe(b);
        ImagebuilderImagePipeline pipeline =
                b.add("container", id -> ImagebuilderImagePipeline.Builder.create(b.stack(), id)
                        .name("${local.name}-container")
                        .description("Container image of QIS")
                        .containerRecipeArn("${aws_imagebuilder_container_recipe.this[0].arn}")
                        .infrastructureConfigurationArn("${aws_imagebuilder_infrastructure_configuration.this.arn}")
                        .build());
        ImageModule.schedule(pipeline);
        b.name(pipeline, "qis-container");
        b.onlyIf(pipeline, WANTED);
        b.output("container_pipeline_arn", "one(aws_imagebuilder_image_pipeline.container[*].arn)");
        b.output("repository_url", "one(aws_ecr_repository.this[*].repository_url)");
    }

    private static void repository(Blueprint b) {
        EcrRepository repository = b.add("this", id -> EcrRepository.Builder.create(b.stack(), id)
                .name("qis-aws/${var.environment}")
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(EcrRepositoryImageScanningConfiguration.builder()
                        .scanOnPush(true)
                        .build())
                .encryptionConfiguration(List.of(EcrRepositoryEncryptionConfiguration.builder()
                        .encryptionType("KMS")
                        .build()))
                .build());
        repository.addOverride("force_delete", "${!var.deletion_protection}");
        b.name(repository, "qis-container");
        b.onlyIf(repository, WANTED);
        TerraformElement policy = b.add("this", id -> EcrLifecyclePolicy.Builder.create(b.stack(), id)
                .repository("${" + REPOSITORY + ".name}")
                .policy("${jsonencode({rules = [" + String.join(", ", KEEP) + "]})}")
                .build());
        b.onlyIf(policy, WANTED);
    }

    /** Permissions for ECR; the login cannot be restricted to a resource. */
    private static void rights(Blueprint b) {
        IamRolePolicy policy = b.add("container", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("container")
                .role("${aws_iam_role.this.id}")
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(List.of("ecr:GetAuthorizationToken"), List.of("*")),
                        IamPolicies.statement(
                                List.of("imagebuilder:GetContainerRecipe"),
                                List.of("${aws_imagebuilder_container_recipe.this[0].arn}")),
                        IamPolicies.statement(
                                List.of(
                                        "ecr:BatchCheckLayerAvailability",
                                        "ecr:BatchGetImage",
                                        "ecr:CompleteLayerUpload",
                                        "ecr:GetDownloadUrlForLayer",
                                        "ecr:InitiateLayerUpload",
                                        "ecr:PutImage",
                                        "ecr:UploadLayerPart"),
                                List.of("${" + REPOSITORY + ".arn}")))))
                .build());
        b.onlyIf(policy, WANTED);
    }

    private static void recipe(Blueprint b) {
        b.local(
                "container_parent",
                "var.container_parent != \"\" ? var.container_parent : var.system == \"ubuntu\" ? \"ubuntu:24.04\" :"
                        + " \"amazonlinux:2023\"");
        String template = "file(\"${path.module}/files/Dockerfile.template\")";
        String content = "jsonencode([\"DOCKER\", \"Linux\", \"ECR\", \"cloudwatch\", local.container_parent, "
                + template + ", aws_ecr_repository.this[0].name, " + ImageModule.PARAMETERS + "])";
        ImagebuilderContainerRecipe recipe = b.add("this", id -> ImagebuilderContainerRecipe.Builder.create(
                        b.stack(), id)
                .name("${local.name}-container")
                .containerType("DOCKER")
                .parentImage("${local.container_parent}")
                .platformOverride("Linux")
                .version(ImageModule.version(content))
                .dockerfileTemplateData("${" + template + "}")
                .targetRepository(ImagebuilderContainerRecipeTargetRepository.builder()
                        .repositoryName("${" + REPOSITORY + ".name}")
                        .service("ECR")
                        .build())
                .component(List.of(with("install", ImageModule.installing("cloudwatch")), with("clean", Map.of())))
                .build());
        recipe.addOverride(
                "lifecycle",
                Map.of(
                        "create_before_destroy",
                        true,
                        "precondition",
                        List.of(Map.of(
                                "condition", "${var.architecture == \"x86_64\"}",
                                "error_message", "container requires architecture x86_64."))));
        b.name(recipe, "qis-container");
        b.onlyIf(recipe, WANTED);
    }

    private static ImagebuilderContainerRecipeComponent with(String component, Map<String, String> parameters) {
        return ImagebuilderContainerRecipeComponent.builder()
                .componentArn("${aws_imagebuilder_component." + component + ".arn}")
                .parameter(new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(parameter -> ImagebuilderContainerRecipeComponentParameter.builder()
                                        .name(parameter.getKey())
                                        .value(parameter.getValue())
                                        .build())
                                .toList())
                .build();
    }
}
