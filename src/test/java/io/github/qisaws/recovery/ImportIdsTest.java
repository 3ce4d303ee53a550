package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.TaggedResource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportIdsTest {
    private static final String SELECTION = "aws_backup_restore_testing_selection";

    @ParameterizedTest
    @CsvSource({
        "aws_route, route_table_id=rtb-1;destination_cidr_block=0.0.0.0/0, rtb-1_0.0.0.0/0",
        "aws_route, route_table_id=rtb-1;destination_ipv6_cidr_block=::/0, rtb-1_::/0",
        "aws_route_table_association, subnet_id=subnet-1;route_table_id=rtb-1, subnet-1/rtb-1",
        "aws_iam_role_policy, role=qis-web-demo;name=secret, qis-web-demo:secret",
        "aws_iam_role_policy_attachment, role=r;policy_arn=arn:aws:iam::aws:policy/P, r/arn:aws:iam::aws:policy/P",
        "aws_autoscaling_policy, autoscaling_group_name=g;name=out, g/out",
        "aws_cloudwatch_event_target, rule=r;target_id=operator, r/operator",
        "aws_volume_attachment, device_name=/dev/sdf;volume_id=vol-1;instance_id=i-1, /dev/sdf:vol-1:i-1",
        "aws_route53_record, zone_id=Z1;name=data.demo.qis.internal;type=A, Z1_data.demo.qis.internal_A",
        "aws_cloudwatch_metric_alarm, alarm_name=qis-web-cpu-in-demo, qis-web-cpu-in-demo",
        "aws_s3_bucket_policy, bucket=logs, logs"
    })
    void anImportIdIsMadeOfPlannedAttributes(String type, String attributes, String expected) {
        assertThat(ImportIds.planned(type, values(attributes))).contains(expected);
    }

    @Test
    void aParentThatIsNotKnownYetHasNoChildren() {
        assertThat(ImportIds.planned("aws_route", values("destination_cidr_block=0.0.0.0/0")))
                .isEmpty();
    }

    @Test
    void anEmptyValueIdentifiesNothing() {
        assertThat(ImportIds.planned("aws_route53_record", values("zone_id=Z1;name=;type=A")))
                .isEmpty();
    }

    @Test
    void aNameMayBeThatOfAnotherOwnersResourceAndAnIdMayNot() {
        assertThat(ImportIds.isGuess("aws_iam_role")).isTrue();
        assertThat(ImportIds.isGuess("aws_route53_record"))
                .as("in a shared zone")
                .isTrue();
        assertThat(ImportIds.isGuess("aws_vpc")).isFalse();
        assertThat(ImportIds.isGuess("aws_route")).as("in a table of ours").isFalse();
    }

    @Test
    void aChildIsOneOfItsOwnParentOnly() {
        assertThat(ImportIds.isChild("aws_iam_role_policy", "qis:logs", "aws_iam_role", "qis"))
                .isTrue();
        assertThat(ImportIds.isChild("aws_iam_role_policy", "qis-2:logs", "aws_iam_role", "qis"))
                .isFalse();
        assertThat(ImportIds.isChild("aws_iam_role_policy", "qis:logs", "aws_autoscaling_group", "qis"))
                .isFalse();
        assertThat(ImportIds.isChild("aws_iam_role_policy", "logs:qis", "aws_iam_role", "qis"))
                .isFalse();
        assertThat(ImportIds.isChild(SELECTION, "EBS:qis", "aws_backup_restore_testing_plan", "qis"))
                .isTrue();
        assertThat(ImportIds.isChild(SELECTION, "qis:EBS", "aws_backup_restore_testing_plan", "qis"))
                .isFalse();
        assertThat(ImportIds.isChild("aws_vpc", "qis", "aws_iam_role", "qis")).isFalse();
    }

    @Test
    void whatHasItsIdFromAwsAloneIsNotGuessed() {
        assertThat(ImportIds.planned("aws_vpc", values("cidr_block=10.0.0.0/16")))
                .isEmpty();
    }

    @Test
    void aToldIdServesOnlyWhereTheImportTakesIt() {
        assertThat(ImportIds.told("aws_vpc", "vpc-1")).contains("vpc-1");
        assertThat(ImportIds.told("aws_lb", "arn:aws:x")).contains("arn:aws:x");
        assertThat(ImportIds.told("aws_route", "r-rtb-11080289494")).isEmpty();
        assertThat(ImportIds.told("aws_lb_target_group_attachment", "x")).isEmpty();
        assertThat(ImportIds.told("aws_vpc", "")).isEmpty();
        assertThat(ImportIds.told("aws_wafv2_web_acl", "11-22")).isEmpty();
        assertThat(ImportIds.told("aws_backup_selection", "11-22")).isEmpty();
        assertThat(ImportIds.told("aws_db_instance", "db-ABC"))
                .as("imported by its name")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "aws_vpc, arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1, vpc-1",
        "aws_nat_gateway, arn:aws:ec2:eu-west-1:123456789012:natgateway/nat-1, nat-1",
        "aws_eip, eipalloc-1, eipalloc-1",
        "aws_vpc_security_group_egress_rule, sgr-1, sgr-1",
        "aws_kms_key, arn:aws:kms:eu-west-1:123456789012:key/1234, 1234",
        "aws_route53_zone, arn:aws:route53:::hostedzone/Z1, Z1",
        "aws_wafv2_web_acl, arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/qis-demo/11-22, 11-22/qis-demo/REGIONAL",
        "aws_wafv2_web_acl, arn:aws:wafv2:us-east-1:123456789012:global/webacl/qis-demo/11-22, 11-22/qis-demo/CLOUDFRONT",
        "aws_cloudfront_distribution, arn:aws:cloudfront::123456789012:distribution/E1, E1",
        "aws_secretsmanager_secret, arn:aws:secretsmanager:e:1:secret:qis-x, arn:aws:secretsmanager:e:1:secret:qis-x",
        "aws_lb, arn:aws:elasticloadbalancing:e:1:loadbalancer/app/q/1, arn:aws:elasticloadbalancing:e:1:loadbalancer/app/q/1"
    })
    void aTaggedResourceTellsItsImportId(String type, String found, String expected) {
        assertThat(ImportIds.tagged(type, found)).contains(expected);
    }

    @Test
    void whatCarriesTheTagsOfAnotherTypeIsNotTakenForIt() {
        assertThat(ImportIds.tagged("aws_instance", "vol-1")).isEmpty();
        assertThat(ImportIds.tagged("aws_launch_template", "arn:aws:ec2:e:1:instance/i-1"))
                .isEmpty();
    }

    @Test
    void aTagNamesTheAddressWithItsKey() {
        Map<String, String> tags = Map.of(
                "qis-aws:environment",
                "demo",
                Tags.COMPONENT,
                "firewall",
                Tags.RESOURCE,
                "aws_vpc_security_group_ingress_rule.ssh/203.0.113.0/24");
        List<TaggedResource> found = List.of(new TaggedResource("sgr-1", tags));
        assertThat(Tagged.of(found, "demo"))
                .containsExactly(new Tagged(
                        "module.firewall.aws_vpc_security_group_ingress_rule.ssh[\"203.0.113.0/24\"]", "sgr-1"));
        assertThat(Tagged.of(found, "production")).isEmpty();
        assertThat(Tagged.address("network", "aws_flow_log.this/0")).isEqualTo("module.network.aws_flow_log.this[0]");
        assertThat(Tagged.address("network", "aws_vpc.this")).isEqualTo("module.network.aws_vpc.this");
    }

    private static Function<String, Optional<String>> values(String attributes) {
        return name -> Arrays.stream(attributes.split(";"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
