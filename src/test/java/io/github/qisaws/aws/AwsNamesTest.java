package io.github.qisaws.aws;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.aws.AccountFacts.Holder;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which answers of AWS mean that a name is taken: in JSON, in XML, and of REST services. */
class AwsNamesTest {
    private AnsweringServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aSecretIsTakenAlsoWhileItWaitsForItsDeletion() throws IOException {
        String secret = "{\"ARN\":\"arn:x\",\"Name\":\"qis/x\"";
        assertThat(find("aws_secretsmanager_secret", "qis/x", Answer.ok(secret + "}")))
                .contains(new Holder(false));
        assertThat(find("aws_secretsmanager_secret", "qis/x", Answer.ok(secret + ",\"DeletedDate\":1}")))
                .contains(new Holder(true));
        assertThat(find("aws_secretsmanager_secret", "qis/x", new Answer(400, "{}", "ResourceNotFoundException")))
                .isEmpty();
        assertThat(server.sent()).singleElement().asString().endsWith("{\"SecretId\":\"qis/x\"}");
    }

    @Test
    void aNameThatOnlyBeginsLikeAnotherOneIsFree() throws IOException {
        String groups = "{\"logGroups\":[{\"logGroupName\":\"/qis/demo2\"}]}";
        assertThat(find("aws_cloudwatch_log_group", "/qis/demo", Answer.ok(groups)))
                .isEmpty();
        assertThat(find("aws_cloudwatch_log_group", "/qis/demo2", Answer.ok(groups)))
                .isPresent();
        assertThat(find("aws_backup_vault", "b", Answer.ok("{\"BackupVaultList\":[{\"BackupVaultName\":\"a\"}]}")))
                .isEmpty();
        assertThat(server.sent()).singleElement().asString().startsWith("GET /backup-vaults/");
    }

    @Test
    void aWebAclOfCloudFrontIsLookedForInUsEast1Only() throws IOException {
        Answer none = Answer.ok("{\"WebACLs\":[]}");
        assertThat(find("aws_wafv2_web_acl", "qis-demo", none)).isEmpty();
        assertThat(server.sent()).singleElement().asString().contains("REGIONAL");
        server.close();
        answer(none);
        assertThat(names("us-east-1").find("aws_wafv2_web_acl", "qis-demo")).isEmpty();
        assertThat(server.sent())
                .satisfiesExactly(first -> assertThat(first).contains("REGIONAL"), second -> assertThat(second)
                        .contains("CLOUDFRONT"));
    }

    @Test
    void aRoleIsTakenUnlessAwsKnowsNone() throws IOException {
        Answer role = Answer.ok("<GetRoleResponse><Role><RoleName>qis-web-demo</RoleName></Role></GetRoleResponse>");
        assertThat(find("aws_iam_role", "qis-web-demo", role)).contains(new Holder(false));
        assertThat(server.sent())
                .singleElement()
                .asString()
                .endsWith("Action=GetRole&RoleName=qis-web-demo&Version=2010-05-08");
        assertThat(find("aws_iam_role", "qis-web-demo", refused(404, "NoSuchEntity")))
                .isEmpty();
        assertThat(find("aws_autoscaling_group", "qis-web-demo", Answer.ok("<AutoScalingGroups/>")))
                .isEmpty();
    }

    @Test
    void withoutTheRightToAskNothingIsKnown() throws IOException {
        try {
            answer(refused(403, "AccessDenied"));
            assertThat(problem(() -> names().find("aws_iam_role", "x")).what()).isEqualTo("AWS rejected iam:GetRole");
        } finally {
            server.close();
        }
        answer(new Answer(400, "{\"__type\":\"x#AccessDeniedException\",\"Message\":\"no\"}", ""));
        assertThat(problem(() -> names().find("aws_secretsmanager_secret", "x")).why())
                .startsWith("no (");
    }

    private static Answer refused(int status, String code) {
        return new Answer(
                status,
                "<ErrorResponse><Error><Code>" + code + "</Code><Message>no</Message></Error></ErrorResponse>",
                "");
    }

    private Optional<Holder> find(String type, String name, Answer answer) throws IOException {
        if (server != null) {
            server.close();
        }
        answer(answer);
        return names().find(type, name);
    }

    private void answer(Answer answer) throws IOException {
        server = AnsweringServer.answering(line -> answer);
    }

    private AwsNames names() {
        return names("eu-west-1");
    }

    private AwsNames names(String region) {
        return new AwsNames(new AwsAccess(
                region,
                Map.of(
                        "AWS_ENDPOINT_URL", server.address(),
                        "AWS_ACCESS_KEY_ID", "x",
                        "AWS_SECRET_ACCESS_KEY", "x")));
    }
}
