package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.imagebuilder_component.ImagebuilderComponent;
import com.hashicorp.cdktf.providers.aws.imagebuilder_distribution_configuration.ImagebuilderDistributionConfiguration;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_pipeline.ImagebuilderImagePipeline;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_pipeline.ImagebuilderImagePipelineImageTestsConfiguration;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_recipe.ImagebuilderImageRecipe;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_recipe.ImagebuilderImageRecipeBlockDeviceMapping;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_recipe.ImagebuilderImageRecipeBlockDeviceMappingEbs;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_recipe.ImagebuilderImageRecipeComponent;
import com.hashicorp.cdktf.providers.aws.imagebuilder_image_recipe.ImagebuilderImageRecipeComponentParameter;
import com.hashicorp.cdktf.providers.aws.imagebuilder_infrastructure_configuration.ImagebuilderInfrastructureConfiguration;
import com.hashicorp.cdktf.providers.aws.imagebuilder_infrastructure_configuration.ImagebuilderInfrastructureConfigurationInstanceMetadataOptions;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.ImageComponent;
import io.github.qisaws.architecture.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The image pipeline; versions of recipes and components follow from their content, because they are immutable. */
final class ImageModule implements ModuleDefinition {
    static final String ARCHIVE = "files/qis-aws-server.tar.gz";
    static final List<String> COMPONENTS = List.of("install", "test", "clean");

    /** The major versions in install/system.sh; a test compares them. */
    private static final String POSTGRESQL = "\"" + Tags.POSTGRESQL + "\" = var.system == \"ubuntu\" ? \"16\" : \"15\"";

    /**
     * All that a component's parameters depend on, for the version of a recipe. Image Builder refuses another content with
     * the same name and version (CreateImageRecipe, ResourceAlreadyExistsException).
     */
    static final String PARAMETERS =
            "local.archive_sha256, aws_s3_bucket.this.bucket, var.source_uri, var.source_sha256,"
                    + " aws_imagebuilder_component.install.version, aws_imagebuilder_component.clean.version";

    private static final String RECIPE =
            "jsonencode([\"QIS server, all roles\", \"gp3\", true, \"none\", local.parent_image, var.root_volume_gib, var.kms_key_arns,"
                    + " var.system, local.region, aws_secretsmanager_secret.test.name,"
                    + " aws_imagebuilder_component.test.version, " + PARAMETERS + "])";

    /** Creates the new version before the old one is destroyed, because recipes and pipelines refer to it. */
    static final TerraformResourceLifecycle NEW_BEFORE_OLD =
            TerraformResourceLifecycle.builder().createBeforeDestroy(true).build();

    @Override
    public Contract contract() {
        return ImageComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of(
                "aws_region", Region.MOCKED,
                "aws_partition", Map.of("partition", "aws"),
                "aws_subnet", Map.of("vpc_id", "vpc-0123456789abcdef0"),
                "aws_caller_identity", Map.of("account_id", "123456789012"));
    }

    @Override
    public Map<String, String> files() {
        SortedMap<String, byte[]> scripts = ServerFiles.all();
        Map<String, String> files = new TreeMap<>();
        for (String component : COMPONENTS) {
            files.put("files/" + component + ".yaml", ServerFiles.text("imagebuilder/" + component + ".yaml"));
        }
        files.put("files/Dockerfile.template", ServerFiles.text("container/Dockerfile.template"));
        files.put(ImageParameter.FILE, ImageParameter.zip());
        // The server needs neither, and a change would create a new archive.
        scripts.keySet().removeIf(name -> name.startsWith("imagebuilder/") || name.startsWith("container/"));
        files.put(ARCHIVE, new String(Archive.tarGz(scripts), StandardCharsets.ISO_8859_1));
        return files;
    }

    @Override
    public void define(Blueprint b) {
        b.local("name", "\"qis-${var.environment}-${replace(var.architecture, \"_\", \"-\")}\"");
        b.local("archive_sha256", "filesha256(\"${path.module}/" + ARCHIVE + "\")");
        b.local("parameter_name", "\"/qis-aws/${var.environment}/image/${var.architecture}\"");
        b.local("account", "data.aws_caller_identity.current.account_id");
        b.local("partition", "data.aws_partition.current.partition");
        ImageStore.add(b);
        ImageNetwork.add(b);
        COMPONENTS.forEach(component -> component(b, component));
        recipe(b);
        infrastructure(b);
        distribution(b);
        pipeline(b);
        ImageParameter.add(b);
        ImageContainer.add(b);
        ImageLifecycle.add(b);
        b.output("pipeline_arn", "aws_imagebuilder_image_pipeline.this.arn");
        b.output("parameter_name", "local.parameter_name");
        b.output("recipe_version", "aws_imagebuilder_image_recipe.this.version");
        b.output("archive_sha256", "local.archive_sha256");
    }

    /** A version computed from the hash of an expression. */
    static String version(String expression) {
        return "${format(\"1.0.%d\", parseint(substr(sha256(" + expression + "), 0, 7), 16))}";
    }

    private static void component(Blueprint b, String name) {
        String data = "file(\"${path.module}/files/" + name + ".yaml\")";
        ImagebuilderComponent component = b.add(name, id -> ImagebuilderComponent.Builder.create(b.stack(), id)
                .name(b.named("qis-" + name))
                .platform("Linux")
                .version(version(data))
                .data("${" + data + "}")
                .lifecycle(NEW_BEFORE_OLD)
                .build());
        b.name(component, "qis-" + name);
    }

    private static void recipe(Blueprint b) {
        b.local("source", "var.source_uri == \"\" ? \"" + ImageStore.ADDRESS + "\" : var.source_uri");
        b.local(
                "parent_image",
                "var.parent_image != \"\" ? var.parent_image :"
                        + " \"arn:${data.aws_partition.current.partition}:imagebuilder:${local.region}:aws:image/"
                        + "${var.system == \"ubuntu\" ? \"ubuntu-server-24-lts\" : \"amazon-linux-2023\"}-"
                        + "${var.architecture == \"arm64\" ? \"arm64\" : \"x86\"}/x.x.x\"");
        ImagebuilderImageRecipe recipe = b.add("this", id -> ImagebuilderImageRecipe.Builder.create(b.stack(), id)
                .name("${local.name}")
                .description("QIS server, all roles")
                .parentImage("${local.parent_image}")
                .version(version(RECIPE))
                .component(List.of(
                        with("install", installing("none")),
                        with(
                                "test",
                                Map.of(
                                        "Region", "${local.region}",
                                        "SecretId", "${aws_secretsmanager_secret.test.name}")),
                        with("clean", Map.of())))
                .blockDeviceMapping(List.of(rootVolume(b)))
                .lifecycle(NEW_BEFORE_OLD)
                .build());
        b.name(recipe, "qis-image");
    }

    /** Parameters of the component that installs. */
    static Map<String, String> installing(String skip) {
        return Map.of(
                "Archive",
                ImageStore.ADDRESS,
                "ArchiveSha256",
                "${local.archive_sha256}",
                "Kept",
                ImageStore.KEPT,
                "Skip",
                skip,
                "Source",
                "${local.source}",
                "SourceSha256",
                "${var.source_sha256 == \"\" ? \"none\" : var.source_sha256}");
    }

    private static ImagebuilderImageRecipeComponent with(String component, Map<String, String> parameters) {
        return ImagebuilderImageRecipeComponent.builder()
                .componentArn("${aws_imagebuilder_component." + component + ".arn}")
                .parameter(new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(parameter -> ImagebuilderImageRecipeComponentParameter.builder()
                                        .name(parameter.getKey())
                                        .value(parameter.getValue())
                                        .build())
                                .toList())
                .build();
    }

    /** The name of the root device depends on the operating system. */
    private static ImagebuilderImageRecipeBlockDeviceMapping rootVolume(Blueprint b) {
        return ImagebuilderImageRecipeBlockDeviceMapping.builder()
                .deviceName("${var.system == \"ubuntu\" ? \"/dev/sda1\" : \"/dev/xvda\"}")
                .ebs(ImagebuilderImageRecipeBlockDeviceMappingEbs.builder()
                        .volumeType("gp3")
                        .volumeSize(b.number("root_volume_gib"))
                        .encrypted("true")
                        .kmsKeyId("${lookup(var.kms_key_arns, local.region, null)}")
                        .deleteOnTermination("true")
                        .build())
                .build();
    }

    private static void infrastructure(Blueprint b) {
        ImagebuilderInfrastructureConfiguration infrastructure =
                b.add("this", id -> ImagebuilderInfrastructureConfiguration.Builder.create(b.stack(), id)
                        .name("${local.name}")
                        .instanceProfileName("${aws_iam_instance_profile.this.name}")
                        .instanceTypes(List.of("${var.instance_type != \"\" ? var.instance_type : var.architecture =="
                                + " \"arm64\" ? \"t4g.medium\" : \"t3.medium\"}"))
                        .subnetId(b.var("subnet_id"))
                        .terminateInstanceOnFailure(true)
                        // A container needs one more network hop.
                        .instanceMetadataOptions(
                                ImagebuilderInfrastructureConfigurationInstanceMetadataOptions.builder()
                                        .httpTokens("required")
                                        .build())
                        .build());
        infrastructure.addOverride("instance_metadata_options.http_put_response_hop_limit", "${var.container ? 2 : 1}");
        infrastructure.addOverride("security_group_ids", "${" + ImageNetwork.GROUPS + "}");
        infrastructure.addOverride(
                "logging.s3_logs",
                Map.of(
                        "s3_bucket_name",
                        "${aws_s3_bucket.this.id}",
                        "s3_key_prefix",
                        ImageStore.LOGS.replace("/", "")));
        infrastructure.addOverride("resource_tags", b.tagsOf("qis-image-build"));
        b.name(infrastructure, "qis-image");
    }

    private static void distribution(Blueprint b) {
        b.local("regions", "toset(concat([local.region], var.regions))");
        ImagebuilderDistributionConfiguration distribution =
                b.add("this", id -> ImagebuilderDistributionConfiguration.Builder.create(b.stack(), id)
                        .name("${local.name}")
                        .distribution(List.of())
                        .build());
        Map<String, Object> permission = Map.of(
                "for_each",
                "${length(var.share_with_accounts) > 0 ? [var.share_with_accounts] : []}",
                "content",
                Map.of("user_ids", "${launch_permission.value}"));
        Map<String, Object> image = Map.of(
                "name", "${local.name}-{{ imagebuilder:buildDate }}",
                "description", "QIS server, all roles",
                "kms_key_id", "${lookup(var.kms_key_arns, distribution.value, null)}",
                "ami_tags", b.tagsOf("qis-image", POSTGRESQL),
                "dynamic", Map.of("launch_permission", permission));
        distribution.addOverride(
                "dynamic.distribution",
                Map.of(
                        "for_each",
                        "${local.regions}",
                        "content",
                        Map.of("region", "${distribution.value}", "ami_distribution_configuration", image)));
        distribution.addOverride(
                "lifecycle.precondition",
                List.of(Map.of(
                        "condition",
                        "${length(var.share_with_accounts) == 0 || alltrue([for r in local.regions :"
                                + " contains(keys(var.kms_key_arns), r)])}",
                        "error_message",
                        "share_with_accounts requires a customer managed key in kms_key_arns for every region,"
                                + " including the module's own.")));
        b.name(distribution, "qis-image");
    }

    private static void pipeline(Blueprint b) {
        ImagebuilderImagePipeline pipeline = b.add("this", id -> ImagebuilderImagePipeline.Builder.create(b.stack(), id)
                .name("${local.name}")
                .description("Machine image of the QIS servers")
                .imageRecipeArn("${aws_imagebuilder_image_recipe.this.arn}")
                .infrastructureConfigurationArn("${aws_imagebuilder_infrastructure_configuration.this.arn}")
                .distributionConfigurationArn("${aws_imagebuilder_distribution_configuration.this.arn}")
                .imageTestsConfiguration(ImagebuilderImagePipelineImageTestsConfiguration.builder()
                        .imageTestsEnabled(true)
                        .timeoutMinutes(60)
                        .build())
                .build());
        schedule(pipeline);
        scan(pipeline);
        b.name(pipeline, "qis-image");
    }

    /** Runs on schedule even without a new base AMI, because packages get security updates in between. */
    static void schedule(TerraformResource pipeline) {
        pipeline.addOverride(
                "dynamic.schedule",
                Map.of(
                        "for_each",
                        "${var.schedule == \"\" ? [] : [var.schedule]}",
                        "content",
                        Map.of(
                                "schedule_expression",
                                "${schedule.value}",
                                "pipeline_execution_start_condition",
                                "EXPRESSION_MATCH_ONLY")));
    }

    /** Has Amazon Inspector scan the AMI, if the environment wants it. ECR scans container images when they are pushed. */
    private static void scan(TerraformResource pipeline) {
        pipeline.addOverride(
                "dynamic.image_scanning_configuration",
                Map.of(
                        "for_each",
                        "${var.scan == \"none\" ? [] : [var.scan]}",
                        "content",
                        Map.of("image_scanning_enabled", true)));
    }
}
