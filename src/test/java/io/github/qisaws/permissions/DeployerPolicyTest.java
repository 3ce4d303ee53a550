package io.github.qisaws.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.synth.StableJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployerPolicyTest {
    private static final Path MODULES = Path.of("modules");
    private static final List<String> ENVIRONMENTS =
            List.of("classic", "container-host", "containers", "demo", "images", "production", "single", "staging");

    private static DeployerPolicy policy(String environment, Purpose purpose) {
        return DeployerPolicy.of(environment(environment), MODULES, purpose);
    }

    private static Environment environment(String name) {
        return EnvironmentFile.read(Path.of("environments", name).toAbsolutePath());
    }

    private static List<JsonNode> statements(DeployerPolicy policy) {
        List<JsonNode> statements = new ArrayList<>();
        policy.documents().forEach(document -> json(document).path("Statement").forEach(statements::add));
        return statements;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The statements that allow an action. */
    private static List<JsonNode> allowing(String environment, Purpose purpose, String action) {
        return statements(policy(environment, purpose)).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> statement.path("Action").toString().contains("\"" + action + "\""))
                .toList();
    }

    @Test
    void everyTypeOfTheModulesIsKnown() throws IOException {
        try (Stream<Path> folders = Files.list(MODULES)) {
            folders.filter(Files::isDirectory).forEach(folder -> {
                JsonNode module = json(read(folder.resolve("main.tf.json")));
                module.path("resource").fieldNames().forEachRemaining(type -> assertThat(DeployerFacts.OURS.knows(type))
                        .as(type)
                        .isTrue());
                module.path("data").fieldNames().forEachRemaining(type -> assertThat(
                                DeployerFacts.OURS.knows(UsedTypes.DATA + type))
                        .as(type)
                        .isTrue());
            });
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyDocumentFitsIntoAManagedPolicyAndARoleCanHaveAll(Purpose purpose) {
        for (String name : ENVIRONMENTS) {
            DeployerPolicy policy = policy(name, purpose);
            assertThat(policy.unknown()).isEmpty();
            assertThat(policy.documents()).as(name).hasSizeBetween(1, 10).allSatisfy(document -> assertThat(
                            document.replaceAll("\\s", ""))
                    .hasSizeLessThanOrEqualTo(PolicyDocuments.LIMIT));
        }
    }

    @Test
    void planningChangesNothingButTheLockAndNewStoredPlans() {
        assertThat(policy("staging", Purpose.PLAN).actions().keySet())
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action).matches("[a-z0-9-]+:(Describe|Get|List)\\w+"));
        assertThat(allowing("staging", Purpose.PLAN, "s3:PutObject"))
                .extracting(statement -> statement.at("/Resource/0").asText())
                .allMatch(arn -> arn.endsWith(".tflock") || arn.endsWith("/plans/staging/*"));
    }

    @Test
    void whatIsInUsEast1IsAllowedThereAndNothingElse(@TempDir Path folder) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(demo.resolve(EnvironmentFile.NAME), """
                region: eu-west-1
                account: "123456789012"
                architecture: two-server
                host-name: images.example.com
                edge: {cloudfront: true, dns-zone: Z0123456789ABC, waf: true}
                monitoring: {enabled: true, canary: true}
                """);
        Environment environment = EnvironmentFile.read(demo);
        List<JsonNode> there = statements(DeployerPolicy.of(environment, MODULES, Purpose.RECOVER)).stream()
                .filter(statement -> statement.toString().contains("us-east-1"))
                .toList();
        String text = there.toString();
        assertThat(text)
                .contains(
                        "\"acm:RequestCertificate\"",
                        "\"wafv2:CreateWebACL\"",
                        "\"tag:GetResources\"",
                        "\"arn:aws:sns:us-east-1:123456789012:qis-*-demo-eu-west-1\"",
                        "\"arn:aws:cloudwatch:us-east-1:123456789012:alarm:qis-*-demo-eu-west-1\"",
                        "\"arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-qis-demo-eu-west-1\"")
                .doesNotContain("ec2:", "rds:", "autoscaling:", "elasticloadbalancing:");
        assertThat(there).noneMatch(statement -> statement.toString().contains("\"eu-west-1\""));
        assertThat(statements(policy("demo", Purpose.RECOVER)).toString()).doesNotContain("us-east-1");
    }

    @Test
    void anEnvironmentGetsTheActionsOfItsOwnModulesOnly() {
        Map<String, Source> demo = policy("demo", Purpose.APPLY).actions();
        assertThat(demo)
                .containsKeys("ec2:RunInstances", "ec2:DeleteVpc")
                .doesNotContainKeys("rds:CreateDBInstance", "imagebuilder:CreateComponent");
        assertThat(policy("staging", Purpose.APPLY).actions()).containsKey("rds:CreateDBInstance");
        assertThat(policy("images", Purpose.APPLY).actions())
                .containsEntry("imagebuilder:CreateComponent", Source.DOCUMENTS)
                .containsEntry("ec2:CreateVpc", Source.SEEN)
                .containsEntry("iam:PassRole", Source.AUTHORIZATION);
    }

    @Test
    void onlyRecoveryMayLookForResourcesThatAreMissingFromTheState() {
        assertThat(policy("images", Purpose.APPLY).actions()).doesNotContainKey("tag:GetResources");
        assertThat(policy("images", Purpose.RECOVER).actions()).containsKey("tag:GetResources");
    }

    @Test
    void rolesArePassedToTheServicesOfTheEnvironmentOnly() {
        assertThat(allowing("demo", Purpose.APPLY, "iam:PassRole"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.at("/Resource/0").asText())
                            .isEqualTo("arn:aws:iam::123456789012:role/qis-*-demo-eu-west-1");
                    assertThat(statement.at("/Condition/StringEquals/iam:PassedToService"))
                            .extracting(JsonNode::asText)
                            .containsExactly("dlm.amazonaws.com", "ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com");
                });
        assertThat(allowing("demo", Purpose.APPLY, "iam:AttachRolePolicy"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.at("/Condition/ArnEquals/iam:PolicyARN"))
                        .extracting(JsonNode::asText)
                        .contains("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")
                        .noneMatch(arn -> arn.contains("Administrator")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2:CreateVpc", "elasticloadbalancing:DescribeLoadBalancers"})
    void whatHasNoNameIsAllowedInTheRegionOnly(String action) {
        assertThat(allowing("demo", Purpose.APPLY, action)).singleElement().satisfies(statement -> assertThat(statement
                        .at("/Condition/StringEquals/aws:RequestedRegion")
                        .asText())
                .isEqualTo("eu-west-1"));
        assertThat(allowing("demo", Purpose.APPLY, "route53:ChangeResourceRecordSets"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.has("Condition")).isFalse());
    }

    @Test
    void onlyWhoMovesOrRestoresMayRunCommandsOnTheServersOfOneEnvironment() {
        for (Purpose purpose : List.of(Purpose.PLAN, Purpose.APPLY, Purpose.RECOVER)) {
            assertThat(allowing("demo", purpose, "ssm:SendCommand")).isEmpty();
            assertThat(allowing("demo", purpose, "secretsmanager:GetSecretValue"))
                    .isEmpty();
        }
        for (Purpose purpose : List.of(Purpose.MIGRATE, Purpose.RESTORE)) {
            assertThat(allowing("demo", purpose, "ssm:SendCommand"))
                    .extracting(statement -> statement.path("Resource").toString() + statement.path("Condition"))
                    .containsExactlyInAnyOrder(
                            "[\"arn:aws:ec2:eu-west-1:123456789012:instance/*\"]"
                                    + "{\"StringEquals\":{\"ssm:resourceTag/qis-aws:environment\":[\"demo\"]}}",
                            "[\"arn:aws:ssm:eu-west-1:*:document/AWS-RunShellScript\"]");
        }
        for (String containers : List.of("containers", "container-host")) {
            assertThat(allowing(containers, Purpose.RESTORE, "ssm:SendCommand")).isEmpty();
        }
        assertThat(policy("demo", Purpose.MIGRATE).actions().keySet())
                .containsExactly(
                        "ec2:DescribeInstances",
                        "s3:GetObject",
                        "s3:ListBucket",
                        "s3:PutObject",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:PutSecretValue",
                        "ssm:GetCommandInvocation",
                        "ssm:SendCommand");
    }

    @Test
    void aRestoreMayDoWhatAnApplyMayAndReachTheDataOfItsOwnEnvironment() {
        assertThat(added("demo")).containsExactly("ssm:GetCommandInvocation", "ssm:SendCommand");
        assertThat(added("staging"))
                .containsExactly(
                        "backup:DescribeBackupJob",
                        "backup:DescribeRestoreJob",
                        "backup:GetBackupVaultAccessPolicy",
                        "backup:ListRestoreJobs",
                        "backup:StartBackupJob",
                        "backup:StartRestoreJob",
                        "ssm:GetCommandInvocation",
                        "ssm:SendCommand");
        // The emulator does not count these, so the lives do not compare them.
        assertThat(policy("staging", Purpose.RESTORE).granted())
                .contains(
                        "backup:ListRecoveryPointsByBackupVault", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots");
        assertThat(policy("staging", Purpose.PLAN).granted()).contains("rds:DescribeDBSnapshots");
        assertThat(policy("demo", Purpose.PLAN).granted()).contains("ec2:DescribeSnapshots");
        for (String name : ENVIRONMENTS) {
            assertThat(policy(name, Purpose.RESTORE).granted())
                    .containsAll(policy(name, Purpose.APPLY).granted());
        }
        assertThat(resources("backup:StartRestoreJob"))
                .containsExactly("arn:aws:backup:eu-west-1:123456789012:recovery-point:*");
        assertThat(resources("backup:StartBackupJob"))
                .containsExactly("arn:aws:backup:eu-west-1:123456789012:backup-vault:qis-backup-staging");
    }

    /** What a restore of an environment may do beside an apply. */
    private static Set<String> added(String environment) {
        Set<String> added = new TreeSet<>(policy(environment, Purpose.RESTORE).granted());
        added.removeAll(policy(environment, Purpose.APPLY).granted());
        return added;
    }

    private static List<String> resources(String action) {
        return allowing("staging", Purpose.RESTORE, action).stream()
                .flatMap(statement ->
                        StreamSupport.stream(statement.path("Resource").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void noActionIsGrantedTwiceForAllResources(Purpose purpose) {
        for (String name : ENVIRONMENTS) {
            assertThat(statements(policy(name, purpose)).stream()
                            .filter(statement ->
                                    statement.path("Resource").toString().equals("[\"*\"]")
                                            && !statement.toString().contains("us-east-1"))
                            .flatMap(statement -> StreamSupport.stream(
                                    statement.path("Action").spliterator(), false))
                            .map(JsonNode::asText))
                    .as(name)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "iam:*", "s3:*"})
    void noActionIsAWildcard(String wildcard) {
        assertThat(allowing("production", Purpose.RECOVER, wildcard)).isEmpty();
    }

    @Test
    void otherPartitionsHaveTheirOwnArnsAndServices() {
        Target china = new Target("aws-cn", "cn-north-1", "123456789012", "demo", "/qis/");
        List<Statement> statements =
                new DeployerStatements(DeployerFacts.OURS, china).of(Set.of(Grant.of("iam:PassRole ec2")));
        assertThat(statements).singleElement().satisfies(statement -> {
            assertThat(statement.resources())
                    .contains(
                            "arn:aws-cn:iam::123456789012:role/qis/qis-*-demo",
                            "arn:aws-cn:iam::123456789012:role/qis/qis-*-demo-cn-north-1");
            assertThat(statement.condition().get("StringEquals"))
                    .containsEntry("iam:PassedToService", List.of("ec2.amazonaws.com", "ec2.amazonaws.com.cn"));
        });
    }

    @Test
    void aStatementThatIsTooLongIsDividedWithoutLoss() {
        List<String> actions = IntStream.range(1000, 2000)
                .mapToObj(number -> "ec2:Describe" + number)
                .toList();
        List<List<Statement>> documents = PolicyDocuments.of(
                List.of(Statement.allow(actions, List.of("*")), Statement.allow(List.of("iam:GetRole"), List.of("*"))));
        assertThat(documents).hasSizeGreaterThan(2).allSatisfy(document -> assertThat(PolicyDocuments.size(document))
                .isLessThanOrEqualTo(PolicyDocuments.LIMIT));
        List<String> all = documents.stream()
                .flatMap(List::stream)
                .flatMap(statement -> statement.actions().stream())
                .toList();
        assertThat(all).hasSize(actions.size() + 1).containsAll(actions);
        assertThat(Collections.frequency(all, "iam:GetRole")).isOne();
    }

    @Test
    void anActionInAnotherFormIsAnError() {
        assertThatThrownBy(() -> Grant.of("CreateVpc")).hasMessageContaining("not an IAM action: CreateVpc");
    }

    @Test
    void aMissingModuleIsReported(@TempDir Path empty) {
        assertThatThrownBy(() -> DeployerPolicy.of(environment("demo"), empty, Purpose.PLAN))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot read the modules of the project");
    }

    @Test
    void theDocumentsAreWrittenTheSameEachTime() {
        assertThat(policy("demo", Purpose.APPLY).documents())
                .isEqualTo(policy("demo", Purpose.APPLY).documents())
                .allSatisfy(document -> assertThat(
                                StableJson.write(new ObjectMapper().convertValue(json(document), Map.class)))
                        .isEqualTo(document));
    }
}
