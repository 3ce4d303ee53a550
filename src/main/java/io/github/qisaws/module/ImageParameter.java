package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
import com.hashicorp.cdktf.providers.aws.lambda_function_event_invoke_config.LambdaFunctionEventInvokeConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function_event_invoke_config.LambdaFunctionEventInvokeConfigDestinationConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function_event_invoke_config.LambdaFunctionEventInvokeConfigDestinationConfigOnFailure;
import com.hashicorp.cdktf.providers.aws.lambda_permission.LambdaPermission;
import io.github.qisaws.synth.StableJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Records each AMI that passed its tests in an SSM parameter per region; older providers lack Image Builder's own way. The
 * operator is told of builds and releases that fail.
 */
final class ImageParameter {
    static final String FILE = "files/publish.zip";

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String ARN = "arn:${data.aws_partition.current.partition}";
    private static final String ACCOUNT = "${data.aws_caller_identity.current.account_id}";
    private static final String IMAGES = ARN + ":imagebuilder:${local.region}:" + ACCOUNT + ":image/${local.name}";

    /** Images of the AMI pipeline, and of the container pipeline. */
    private static final List<String> PREFIXES = List.of(IMAGES + "/", IMAGES + "-container/");

    private ImageParameter() {}

    /**
     * The Lambda function's archive, one character per byte; uncompressed, so that every JDK creates the same bytes.
     */
    static String zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream program =
                        Objects.requireNonNull(ImageParameter.class.getResourceAsStream("publish.py"), "publish.py");
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] content = program.readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(content);
            ZipEntry entry = new ZipEntry("publish.py");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Image Builder's events when an image gets one of these states. */
    private static String states(String... states) {
        return StableJson.compact(Map.of(
                "source", List.of("aws.imagebuilder"),
                "detail-type", List.of("EC2 Image Builder Image State Change"),
                "resources",
                        PREFIXES.stream()
                                .map(prefix -> Map.of("prefix", prefix))
                                .toList(),
                "detail", Map.of("state", Map.of("status", List.of(states)))));
    }

    static void add(Blueprint b) {
        failures(b, function(b));
        CloudwatchEventRule rule = b.add("publish", id -> CloudwatchEventRule.Builder.create(b.stack(), id)
                .name("${local.name}-publish")
                .description("A machine image has passed its tests and every copy is made")
                .eventPattern(states("AVAILABLE"))
                .build());
        b.name(rule, "qis-image-publish");
        b.add("publish", id -> CloudwatchEventTarget.Builder.create(b.stack(), id)
                .rule(rule.getName())
                .arn("${aws_lambda_function.publish.arn}")
                .build());
        b.add("publish", id -> LambdaPermission.Builder.create(b.stack(), id)
                .action("lambda:InvokeFunction")
                .functionName("${aws_lambda_function.publish.function_name}")
                .principal("events.amazonaws.com")
                .sourceArn(rule.getArn())
                .build());
    }

    /** Returns the policy by which the function may tell of a failure. */
    private static IamRolePolicy function(Blueprint b) {
        CloudwatchLogGroup logs = b.add("publish", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/aws/lambda/${local.name}-publish")
                .retentionInDays(365)
                .build());
        CustomerKey.encrypt(logs);
        IamRole role = Roles.named(b, "publish", "${local.name}-publish-${local.region}", "lambda.amazonaws.com");
        b.name(role, "qis-image-publish");
        b.add("publish", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("publish")
                .role(role.getId())
                .policy(IamPolicies.document(statements()))
                .build());
        containers(b, role);
        LambdaFunction function = b.add("publish", id -> LambdaFunction.Builder.create(b.stack(), id)
                .functionName("${local.name}-publish")
                .role(role.getArn())
                .runtime("python3.11")
                .handler("publish.handler")
                .timeout(300)
                .environment(LambdaFunctionEnvironment.builder()
                        .variables(Map.of(
                                "IMAGE_NAME",
                                "qis-image-${var.environment}",
                                "PARAMETER",
                                "${local.parameter_name}",
                                "PIPELINE",
                                "${local.name}",
                                "REPOSITORY",
                                "${var.container ? aws_ecr_repository.this[0].name : \"\"}",
                                "SCAN",
                                b.var("scan")))
                        .build())
                .filename("${path.module}/" + FILE)
                .sourceCodeHash("${filebase64sha256(\"${path.module}/" + FILE + "\")}")
                .dependsOn(List.of(logs))
                .build());
        b.name(function, "qis-image-publish");
        return tell(b, role);
    }

    private static List<Map<String, Object>> statements() {
        Map<String, Object> mark = new TreeMap<>(
                IamPolicies.statement(List.of("ec2:CreateTags", "ec2:DeleteTags"), List.of(ARN + ":ec2:*::image/*")));
        mark.put(
                "Condition",
                Map.of(
                        "ForAllValues:StringEquals",
                        Map.of("aws:TagKeys", List.of(ImageLifecycle.IN_USE)),
                        "StringEquals",
                        Map.of("aws:ResourceTag/Name", "qis-image-${var.environment}")));
        return List.of(
                IamPolicies.statement(
                        List.of(
                                "imagebuilder:GetImage",
                                "imagebuilder:ListImageScanFindingAggregations",
                                "imagebuilder:TagResource"),
                        PREFIXES.stream().map(prefix -> prefix + "*").toList()),
                IamPolicies.statement(
                        List.of("ssm:PutParameter"),
                        List.of(ARN + ":ssm:*:" + ACCOUNT + ":parameter${local.parameter_name}")),
                IamPolicies.statement(
                        List.of("ssm:GetParametersByPath"), List.of(ARN + ":ssm:*:" + ACCOUNT + ":parameter/qis-aws*")),
                IamPolicies.statement(
                        List.of("ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeLaunchTemplateVersions"),
                        List.of("*")),
                mark,
                IamPolicies.statement(
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        List.of("${aws_cloudwatch_log_group.publish.arn}:*")));
    }

    private static void containers(Blueprint b, IamRole role) {
        IamRolePolicy policy = b.add("publish_containers", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("containers")
                .role(role.getId())
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(
                                List.of("ecs:DescribeTaskDefinition", "ecs:ListClusters", "ecs:ListServices"),
                                List.of("*")),
                        IamPolicies.statement(
                                List.of("ecs:DescribeServices"),
                                List.of(ARN + ":ecs:${local.region}:" + ACCOUNT + ":service/*")),
                        IamPolicies.statement(
                                List.of("ecr:BatchDeleteImage", "ecr:BatchGetImage", "ecr:ListImages", "ecr:PutImage"),
                                List.of("${aws_ecr_repository.this[0].arn}")))))
                .build());
        b.onlyIf(policy, "var.container");
    }

    private static IamRolePolicy tell(Blueprint b, IamRole role) {
        IamRolePolicy tell = b.add("publish_failures", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("failures")
                .role(role.getId())
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(List.of("sns:Publish"), List.of("${aws_sns_topic.operator[0].arn}")),
                        IamPolicies.statement(
                                List.of("kms:Decrypt", "kms:GenerateDataKey"),
                                List.of("${aws_kms_key.operator[0].arn}")))))
                .build());
        b.onlyIf(tell, OperatorTopic.WANTED);
        return tell;
    }

    /** Builds that fail, and releases: a function that fails is tried again twice. */
    private static void failures(Blueprint b, IamRolePolicy mayTell) {
        OperatorTopic.add(b, "qis-image-operator");
        LambdaFunctionEventInvokeConfig release =
                b.add("publish", id -> LambdaFunctionEventInvokeConfig.Builder.create(b.stack(), id)
                        .functionName("${aws_lambda_function.publish.function_name}")
                        .destinationConfig(LambdaFunctionEventInvokeConfigDestinationConfig.builder()
                                .onFailure(LambdaFunctionEventInvokeConfigDestinationConfigOnFailure.builder()
                                        .destination("${aws_sns_topic.operator[0].arn}")
                                        .build())
                                .build())
                        // AWS checks that the role of the function may publish.
                        .dependsOn(List.of(mayTell))
                        .build());
        b.onlyIf(release, OperatorTopic.WANTED);
        CloudwatchEventRule rule = b.add("failed", id -> CloudwatchEventRule.Builder.create(b.stack(), id)
                .name("${local.name}-failed")
                .description("An image could not be built or did not pass its tests")
                .eventPattern(states("FAILED", "CANCELLED"))
                .build());
        b.name(rule, "qis-image-failed");
        OperatorTopic.tell(
                b,
                rule,
                "failed",
                Map.of(
                        "image", "$.resources[0]",
                        "reason", "$.detail.state.reason",
                        "state", "$.detail.state.status",
                        "time", "$.time"),
                "\"QIS ${var.environment}: image <image> is <state>, <time>: <reason>\"");
    }
}
