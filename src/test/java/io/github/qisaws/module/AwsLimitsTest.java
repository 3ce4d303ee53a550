package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed modules keep rules of AWS that neither Terraform nor the provider checks. */
@DisplayName("The modules on AWS")
class AwsLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ENVIRONMENT = 20;
    private static final int LONGEST_TARGET_GROUP = 32;
    private static final int LONGEST_ROLE = 64;
    private static final String LONGEST_REGION = "ap-northeast-1";

    /** Attributes that identify a resource in an account and region. */
    private static final List<String> NAMES = List.of("name", "identifier", "family", "cluster_id");

    private static final List<Block> RESOURCES = resources();

    /** A resource of a module. */
    private record Block(String module, String type, String name, JsonNode body) {
        String address() {
            return module + " " + type + "." + name;
        }

        JsonNode lifecycle() {
            return body.path("lifecycle");
        }
    }

    private static List<Block> resources() {
        List<Block> blocks = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Path.of("modules"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                String module = folder.getFileName().toString();
                JSON.readTree(folder.resolve("main.tf.json").toFile())
                        .path("resource")
                        .properties()
                        .forEach(type -> type.getValue()
                                .properties()
                                .forEach(one ->
                                        blocks.add(new Block(module, type.getKey(), one.getKey(), one.getValue()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    private static String locals(String module) {
        try {
            return JSON.readTree(Path.of("modules", module, "main.tf.json").toFile())
                    .path("locals")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> ofType(String type) {
        List<Block> found =
                RESOURCES.stream().filter(one -> one.type().equals(type)).toList();
        assertThat(found).as(type).isNotEmpty();
        return found;
    }

    /** A change of the architecture creates one and destroys the other in any order. */
    @Test
    void noTwoModulesGiveTheSameNameToResourcesOfOneType() {
        Map<String, String> owners = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Block one : RESOURCES) {
            NAMES.stream()
                    .filter(name -> isFixed(one.body().path(name).asText()))
                    .forEach(name -> {
                        String owner = owners.putIfAbsent(
                                one.type() + " " + one.body().path(name).asText(), one.address());
                        if (owner != null) {
                            twice.add(owner + " and " + one.address());
                        }
                    });
        }
        assertThat(twice).isEmpty();
        assertThat(owners).hasSizeGreaterThan(40);
    }

    /** A name of the environment, not a part of a parent such as an inline policy. */
    private static boolean isFixed(String name) {
        return name.contains("${var.environment}");
    }

    @Test
    void aTargetGroupIsReplacedUnderAnotherNameBeforeTheOldOneGoes() {
        assertThat(ofType("aws_lb_target_group")).allSatisfy(group -> {
            assertThat(group.body().path("name").asText()).contains("var.target_type");
            assertThat(group.lifecycle().path("create_before_destroy").asBoolean())
                    .isTrue();
            assertThat(group.lifecycle().path("ignore_changes").toString()).isEqualTo("[\"name\"]");
            String longest = group.body()
                    .path("name")
                    .asText()
                    .replaceAll("\\$\\{var.target_type[^}]*}", "ip")
                    .replace("${var.environment}", "e".repeat(LONGEST_ENVIRONMENT));
            assertThat(longest).hasSizeLessThanOrEqualTo(LONGEST_TARGET_GROUP);
        });
    }

    @Test
    void aNewNameAloneReplacesNothing() {
        assertThat(Stream.of("aws_secretsmanager_secret", "aws_ecs_cluster")
                        .flatMap(type -> ofType(type).stream())
                        .filter(one -> one.name().equals("this")))
                .hasSize(5)
                .allSatisfy(
                        one -> assertThat(one.lifecycle().path("ignore_changes").toString())
                                .isEqualTo("[\"name\"]"));
    }

    /** A zone that is added in the middle of the list must not move the subnets of the others. */
    @Test
    void anExistingSubnetKeepsItsBlockAndANewOneGetsThatOfItsLetter() {
        assertThat(ofType("aws_subnet")).allSatisfy(subnet -> {
            assertThat(subnet.body().path("cidr_block").asText()).contains("each.value.letter");
            assertThat(subnet.lifecycle().path("ignore_changes").toString()).isEqualTo("[\"cidr_block\"]");
        });
    }

    /** The provider's own limits are 10 minutes (volume, group), 20 (service), and 50 to 80 (RDS). */
    @ParameterizedTest
    @CsvSource({
        "aws_ebs_volume, delete, 6h",
        "aws_db_instance, create, 6h",
        "aws_db_instance, update, 6h",
        "aws_db_instance, delete, 6h",
        "aws_autoscaling_group, update, 80m",
        "aws_autoscaling_group, delete, 80m",
        "aws_ecs_service, update, 80m",
        "aws_ecs_service, delete, 80m"
    })
    void terraformWaitsAsLongAsAwsMayNeed(String type, String operation, String time) {
        assertThat(ofType(type)).isNotEmpty().allSatisfy(one -> assertThat(
                        one.body().path("timeouts").path(operation).asText())
                .isEqualTo(time));
    }

    /** AWS never shrinks a volume, and the size follows an AMI that an existing server does not use. */
    @Test
    void aServerThatKeepsItsAmiKeepsItsRootVolume() {
        List<Block> keeping = ofType("aws_instance").stream()
                .filter(one -> one.lifecycle().path("ignore_changes").toString().contains("\"ami\""))
                .toList();
        assertThat(keeping).hasSize(2).allSatisfy(one -> assertThat(
                        one.lifecycle().path("ignore_changes").toString())
                .contains("root_block_device[0].volume_size"));
    }

    /** The provider does not wait for an instance refresh, so only its percentages keep servers in service. */
    @Test
    void aGroupLaunchesAServerBeforeItTerminatesAnother() {
        assertThat(ofType("aws_autoscaling_group")).hasSize(2).allSatisfy(group -> Stream.of(
                        group.body().path("instance_maintenance_policy"),
                        group.body().at("/instance_refresh/preferences"))
                .forEach(percentages -> {
                    assertThat(percentages.path("min_healthy_percentage").asInt())
                            .isEqualTo(100);
                    assertThat(percentages.path("max_healthy_percentage").asInt())
                            .isEqualTo(200);
                }));
    }

    @Test
    void theFleetFollowsTheGroupOfOne() {
        assertThat(ofType("aws_autoscaling_group").stream()
                        .filter(group -> group.name().equals("this"))
                        .map(group -> group.body().path("depends_on").toString()))
                .containsExactly("[\"aws_autoscaling_group.full_time\"]");
    }

    /** A distribution uses its web ACL until it is updated: hashicorp/terraform-provider-aws#34719. */
    @Test
    void theWebAclOfCloudFrontGoesAfterTheDistributionLetGoOfIt() {
        assertThat(ofType("aws_wafv2_web_acl"))
                .filteredOn(acl -> acl.body().path("scope").asText().equals("CLOUDFRONT"))
                .hasSize(1)
                .allSatisfy(acl -> assertThat(
                                acl.lifecycle().path("create_before_destroy").asBoolean())
                        .isTrue());
    }

    /** Terraform passes create_before_destroy on to what a resource depends on, never to what depends on the resource. */
    @Test
    void aServerThatIsCreatedFirstIsAlsoRegisteredFirst() {
        List<Block> replaced = ofType("aws_instance").stream()
                .filter(server ->
                        server.lifecycle().path("create_before_destroy").asBoolean())
                .toList();
        assertThat(replaced).hasSize(1).allSatisfy(server -> assertThat(ofType("aws_lb_target_group_attachment"))
                .filteredOn(target -> target.module().equals(server.module()))
                .hasSize(1)
                .allSatisfy(target -> assertThat(
                                target.lifecycle().path("create_before_destroy").asBoolean())
                        .isTrue()));
    }

    /** A group has the metrics of detailed monitoring, so an alarm that scales need not wait five minutes for a value. */
    @Test
    void scalingWarmsUpAndTakesSeveralMinutesTogether() {
        assertThat(ofType("aws_autoscaling_policy")).allSatisfy(policy -> {
            assertThat(policy.body().path("policy_type").asText()).isIn("StepScaling", "TargetTrackingScaling");
            assertThat(policy.body().path("estimated_instance_warmup").asText()).contains("var.scaling.cooldown");
        });
        assertThat(ofType("aws_cloudwatch_metric_alarm").stream()
                        .filter(alarm -> alarm.body().toString().contains("aws_autoscaling_policy.")))
                .hasSize(2)
                .allSatisfy(alarm -> {
                    assertThat(alarm.body().path("datapoints_to_alarm").asInt())
                            .isGreaterThan(1)
                            .isLessThan(alarm.body().path("evaluation_periods").asInt());
                    assertThat(alarm.body().findValuesAsText("period"))
                            .isNotEmpty()
                            .containsOnly("60");
                });
    }

    /** Metric math documents {@code FILL} of one series with a number, REPEAT, or LINEAR, not with another series. */
    @Test
    void missingValuesAreFilledOnlyInDocumentedForms() {
        Pattern form = Pattern.compile("FILL\\(([^()]*)\\)");
        assertThat(RESOURCES.stream()
                        .flatMap(one -> form.matcher(one.body().toString()).results())
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(arguments -> arguments.matches("[a-z_]+, (-?[0-9]+|REPEAT|LINEAR)"));
        assertThat(locals("web-tier")).contains("FILL(n, 0)").doesNotContainPattern("FILL\\(\\w+, [a-z]");
    }

    /** ECS rejects a deregistered revision, and AWS provider 5.x takes a service that was rolled back for a steady one. */
    @Test
    void aDeploymentCanBeRolledBackAndThenFailsTheApply() {
        assertThat(ofType("aws_ecs_task_definition"))
                .allSatisfy(task ->
                        assertThat(task.body().path("skip_destroy").asBoolean()).isTrue());
        assertThat(ofType("aws_ecs_service")).allSatisfy(service -> {
            assertThat(service.body().path("wait_for_steady_state").asText()).isEqualTo("${var.wait_for_steady_state}");
            assertThat(service.lifecycle().path("postcondition").toString())
                    .contains("self.task_definition == aws_ecs_task_definition.this.arn");
        });
    }

    @Test
    void aFixedPrivateAddressIsReserved() {
        assertThat(ofType("aws_instance").stream().filter(one -> one.body().has("private_ip")))
                .isNotEmpty()
                .allSatisfy(
                        server -> assertThat(server.body().path("depends_on").toString())
                                .contains("aws_ec2_subnet_cidr_reservation.this"));
        assertThat(ofType("aws_ec2_subnet_cidr_reservation"))
                .allSatisfy(one ->
                        assertThat(one.body().path("reservation_type").asText()).isEqualTo("explicit"));
    }

    /**
     * Each has a reason on AWS: names that change only with a replacement, an AMI that an existing server keeps with its
     * volume, the number of servers that scaling sets, the name of a snapshot, and facts of the AMI in use. What the emulator answers
     * differently from AWS is no reason.
     */
    @Test
    void noAttributeIsIgnoredForTheEmulator() {
        assertThat(RESOURCES.stream().flatMap(one -> ignored(one).map(path -> one.type() + " " + path)))
                .containsOnly(
                        "aws_autoscaling_group desired_capacity",
                        "aws_cloudfront_cache_policy name",
                        "aws_cloudfront_origin_request_policy name",
                        "aws_db_instance final_snapshot_identifier",
                        "aws_ecs_cluster name",
                        "aws_ecs_service desired_count",
                        "aws_iam_instance_profile name",
                        "aws_lb name",
                        "aws_iam_role name",
                        "aws_instance ami",
                        "aws_instance root_block_device[0].volume_size",
                        "aws_lb_target_group name",
                        "aws_secretsmanager_secret name",
                        "aws_subnet cidr_block",
                        "terraform_data input");
    }

    private static Stream<String> ignored(Block one) {
        return StreamSupport.stream(one.lifecycle().path("ignore_changes").spliterator(), false)
                .map(JsonNode::asText);
    }

    /** The same environment name in a second region must not meet the names of the first. */
    @Test
    void aNameThatIsUniqueInTheAccountContainsTheRegion() {
        assertThat(Stream.of(
                                "aws_iam_role",
                                "aws_iam_instance_profile",
                                "aws_cloudfront_cache_policy",
                                "aws_cloudfront_origin_request_policy")
                        .flatMap(type -> ofType(type).stream()))
                .hasSizeGreaterThan(12)
                .allSatisfy(one -> {
                    assertThat(one.body().path("name").asText())
                            .as(one.address())
                            .endsWith("-${local.region}");
                    assertThat(one.lifecycle().path("ignore_changes").toString())
                            .as(one.address())
                            .isEqualTo("[\"name\"]");
                });
    }

    @Test
    void theNameOfARoleFitsInEachRegion() {
        assertThat(ofType("aws_iam_role")).allSatisfy(role -> assertThat(role.body()
                        .path("name")
                        .asText()
                        .replace("${local.name}", "qis-${var.environment}-x86-64")
                        .replace("${var.environment}", "e".repeat(LONGEST_ENVIRONMENT))
                        .replace("${local.region}", LONGEST_REGION))
                .as(role.address())
                .hasSizeLessThanOrEqualTo(LONGEST_ROLE));
    }

    @Test
    void eachRoleHasThePathAndTheBoundaryOfTheOrganization() {
        assertThat(ofType("aws_iam_role")).allSatisfy(role -> {
            assertThat(role.body().path("path").asText()).as(role.address()).isEqualTo("${var.iam_path}");
            assertThat(role.body().path("permissions_boundary").asText())
                    .as(role.address())
                    .contains("var.permissions_boundary");
        });
    }

    @Test
    void noListContainsAValueTwice() {
        RESOURCES.forEach(one -> one.body().findParents("cached_methods").forEach(behavior -> Stream.of(
                        "cached_methods", "allowed_methods")
                .forEach(name ->
                        assertThat(behavior.path(name)).as(one.address()).doesNotHaveDuplicates())));
    }

    /** AWS allows 10 tags on an object, and 40 in an environment file. */
    @Test
    void anObjectHasNoTagsOfTheUser() {
        assertThat(ofType("aws_s3_object")).allSatisfy(object -> {
            assertThat(object.body().path("tags").size()).isEqualTo(2);
            assertThat(object.body().toString()).doesNotContain("var.tags");
            assertThat(object.body().at("/override_provider/default_tags/tags").isObject())
                    .isTrue();
        });
    }
}
