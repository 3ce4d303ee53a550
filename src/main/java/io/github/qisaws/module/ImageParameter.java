package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
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
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Records each AMI that passed its tests in an SSM parameter per region; older providers lack Image Builder's own way.
 */
final class ImageParameter {
    static final String FILE = "files/publish.zip";

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String ARN = "arn:${data.aws_partition.current.partition}";
    private static final String ACCOUNT = "${data.aws_caller_identity.current.account_id}";
    private static final String IMAGES = ARN + ":imagebuilder:${local.region}:" + ACCOUNT + ":image/${local.name}/";

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

    static void add(Blueprint b) {
        function(b);
        CloudwatchEventRule rule = b.add("publish", id -> CloudwatchEventRule.Builder.create(b.stack(), id)
                .name("${local.name}-publish")
                .description("A machine image has passed its tests and every copy is made")
                .eventPattern(StableJson.compact(Map.of(
                        "source", List.of("aws.imagebuilder"),
                        "detail-type", List.of("EC2 Image Builder Image State Change"),
                        "resources", List.of(Map.of("prefix", IMAGES)),
                        "detail", Map.of("state", Map.of("status", List.of("AVAILABLE"))))))
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

    private static void function(Blueprint b) {
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
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(List.of("imagebuilder:GetImage"), List.of(IMAGES + "*")),
                        IamPolicies.statement(
                                List.of("ssm:PutParameter"),
                                List.of(ARN + ":ssm:*:" + ACCOUNT + ":parameter${local.parameter_name}")),
                        IamPolicies.statement(
                                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                                List.of("${aws_cloudwatch_log_group.publish.arn}:*")))))
                .build());
        LambdaFunction function = b.add("publish", id -> LambdaFunction.Builder.create(b.stack(), id)
                .functionName("${local.name}-publish")
                .role(role.getArn())
                .runtime("python3.11")
                .handler("publish.handler")
                .timeout(60)
                .filename("${path.module}/" + FILE)
                .sourceCodeHash("${filebase64sha256(\"${path.module}/" + FILE + "\")}")
                .environment(LambdaFunctionEnvironment.builder()
                        .variables(Map.of("PARAMETER", "${local.parameter_name}"))
                        .build())
                .dependsOn(List.of(logs))
                .build());
        b.name(function, "qis-image-publish");
    }
}
