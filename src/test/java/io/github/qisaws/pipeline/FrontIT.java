package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The front of a site in the emulator: first CloudFront, whose certificate and web ACL are in another region than the rest,
 * then an internal load balancer instead.
 */
class FrontIT {
    private static final String CLOUDFRONT = """
            edge: {dns-zone: Z0123456789ABC, cloudfront: true, waf: true}
            monitoring: {enabled: true, canary: true}
            operator-email: ops@example.com
            """;
    private static final String RECORD = "edge: {dns-zone: Z0123456789ABC}\n";
    private static final String INTERNAL = """
            edge: {dns-zone: Z0123456789ABC, cloudfront: false, waf: true}
            monitoring: {enabled: true, canary: false}
            operator-email: ops@example.com
            load-balancer: {internal: true, allowed-from: [10.0.0.0/8]}
            policy: {accept: [{rule: many-destroys, reason: everything in us-east-1 goes}]}
            """;
    /** The log of blocked requests, and the key of the topic: the guard protects both. */
    private static final Set<String> LOST =
            Set.of("module.edge-global.aws_cloudwatch_log_group.waf[0]", "module.outside.aws_kms_key.operator[0]");

    private static final List<String> IN_US_EAST_1 = List.of("module.edge-global", "module.outside");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> aSiteBehindCloudFrontThenForOneNetworkOnly() throws IOException {
        return new Life("single", folder)
                .with(Map.of("layout: open", "layout: tiered", "protect: false", CLOUDFRONT + "protect: false"))
                .recovering()
                .lived(true, present -> {
                    throughCloudFront(present);
                    forgotten(present);
                    keyRemovedTooEarly(present);
                    internal(present);
                });
    }

    private static void throughCloudFront(Present present) {
        Standing standing = present.standing();
        EmulatorQuery there = standing.aws().in("us-east-1");
        standing.checks().check("CloudFront: certificate and web ACL in us-east-1", () -> {
            XmlAnswer distribution = standing.aws()
                    .get("cloudfront", "/2020-05-31/distribution")
                    .parts("//DistributionSummary")
                    .get(0);
            assertThat(distribution.texts("Aliases/Items/CNAME")).containsExactly("images.example.com");
            assertThat(distribution.text("ViewerCertificate/ACMCertificateArn")).startsWith("arn:aws:acm:us-east-1:");
            assertThat(distribution.text("WebACLId"))
                    .startsWith("arn:aws:wafv2:us-east-1:")
                    .contains(":global/webacl/qis-cloudfront-" + standing.name() + "-eu-west-1/");
        });
        standing.checks()
                .check("CloudFront: the load balancer keeps its own web ACL, and lets in CloudFront only", () -> {
                    assertThat(standing.aws()
                                    .json("wafv2", "AWSWAF_20190729.ListWebACLs", "{\"Scope\": \"REGIONAL\"}")
                                    .at("/WebACLs/0/Name")
                                    .asText())
                            .isEqualTo(standing.named("qis"));
                    assertThat(sources(standing)).isEmpty();
                });
        standing.checks().check("CloudFront: the name points to the distribution", () -> assertThat(standing.aws()
                        .get("route53", "/2013-04-01/hostedzone/Z0123456789ABC/rrset")
                        .texts("//ResourceRecordSet[Name='images.example.com.']//DNSName"))
                .isNotEmpty()
                .allMatch(target -> target.contains(".cloudfront.net")));
        standing.checks().check("Outside: a health check, alarms, and a topic in us-east-1", () -> {
            assertThat(standing.aws().get("route53", "/2013-04-01/healthcheck").texts("//FullyQualifiedDomainName"))
                    .containsExactly("images.example.com");
            assertThat(there.call("sns", "ListTopics").texts("//TopicArn"))
                    .containsExactly(
                            "arn:aws:sns:us-east-1:123456789012:qis-outside-" + standing.name() + "-eu-west-1");
            assertThat(there.call("monitoring", "DescribeAlarms").texts("//AlarmName"))
                    .containsExactlyInAnyOrder(
                            "qis-site-" + standing.name() + "-eu-west-1",
                            "qis-cloudfront-errors-" + standing.name() + "-eu-west-1",
                            "qis-cloudfront-certificate-expiry-" + standing.name() + "-eu-west-1");
        });
    }

    /** A state without what is in us-east-1, as after an apply whose state was lost. */
    private static void forgotten(Present present) {
        Standing standing = present.standing();
        forget(present);
        new Recovery(present.project(), present.tools(), present.log())
                .recover(
                        standing.name(), new RecoveryRequest(Optional.empty(), Set.of(), question -> {}, review -> {}));
        Planned planned = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        standing.checks().check("Recovery: what is in us-east-1 is found there", () -> assertThat(planned.changes())
                .as(planned.review().sentence())
                .isFalse());
    }

    private static void forget(Present present) {
        ConfiguredEnvironment configured = ConfiguredEnvironment.of(
                present.project(),
                present.standing().name(),
                present.log(),
                present.tools().effects());
        Engine engine =
                Workspace.of(present.project(), configured, present.tools()).engine();
        ObjectNode state = (ObjectNode) engine.statePull();
        state.put("serial", state.path("serial").asLong() + 1);
        int before = state.path("resources").size();
        Iterator<JsonNode> resources = state.path("resources").elements();
        while (resources.hasNext()) {
            if (IN_US_EAST_1.contains(resources.next().path("module").asText())) {
                resources.remove();
            }
        }
        assertThat(state.path("resources").size()).isLessThan(before - 8);
        Path file = present.project().root().resolve("forgotten.tfstate");
        try {
            Files.writeString(file, state.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine.statePush(file).orThrow();
    }

    private static void keyRemovedTooEarly(Present present) {
        replace(present, CLOUDFRONT, RECORD);
        present.standing().checks().check("CloudFront: a key removed too early is named, with the way out", () -> {
            assertThatThrownBy(
                            () -> present.deployments().plan(present.standing().name(), Mode.NORMAL, Set.of()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().fix()).contains("cloudfront: false"));
        });
        replace(present, RECORD, CLOUDFRONT);
    }

    /** CloudFront and its parts in us-east-1 go, and the public load balancer is replaced by an internal one. */
    private static void internal(Present present) {
        Standing standing = present.standing();
        replace(present, CLOUDFRONT, INTERNAL);
        Planned planned = present.deployments().plan(standing.name(), Mode.NORMAL, LOST);
        planned.review().findings().stream().filter(Finding::blocks).forEach(found -> present.log()
                .say(found.toString()));
        standing.checks().check("Internal: the guard warns of the replacement, which creates first", () -> {
            assertThat(WhatIf.actions(planned.review()))
                    .containsEntry("module.load-balancer.aws_lb.this", Action.REPLACE_CREATING_FIRST);
            assertThat(planned.review().findings())
                    .extracting(Finding::rule, Finding::blocks)
                    .contains(tuple(RuleName.WEB_DOWNTIME, false));
        });
        present.deployments().apply(planned);
        standing.checks()
                .check("Internal: private, in the servers' subnets, open to the VPC and the given block", () -> {
                    assertThat(balancer(standing, "qis-ilb").text("Scheme")).isEqualTo("internal");
                    assertThat(balancer(standing, "qis-ilb").texts("AvailabilityZones/member/SubnetId"))
                            .containsExactlyInAnyOrderElementsOf(standing.subnetsOf("application"));
                    assertThat(sources(standing)).containsOnly("10.0.0.0/8", "192.168.0.0/16");
                });
        EmulatorQuery there = standing.aws().in("us-east-1");
        standing.checks().check("Internal: nothing is left of CloudFront in us-east-1", () -> {
            assertThat(there.json("wafv2", "AWSWAF_20190729.ListWebACLs", "{\"Scope\": \"CLOUDFRONT\"}")
                            .at("/WebACLs"))
                    .isEmpty();
            assertThat(there.json("acm", "CertificateManager.ListCertificates", "{}")
                            .at("/CertificateSummaryList"))
                    .isEmpty();
            assertThat(there.call("sns", "ListTopics").texts("//TopicArn")).isEmpty();
        });
        Planned second = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        standing.checks().check("Internal: the plan after it is empty", () -> assertThat(second.changes())
                .as(second.review().sentence())
                .isFalse());
    }

    private static void replace(Present present, String text, String other) {
        Path file = present.files().resolve("environment.yaml");
        try {
            Files.writeString(file, Files.readString(file).replace(text, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XmlAnswer balancer(Standing standing, String stem) {
        return standing.aws()
                .call("elasticloadbalancing", "DescribeLoadBalancers", "Names.member.1", standing.named(stem))
                .parts("//LoadBalancers/member")
                .get(0);
    }

    private static List<String> sources(Standing standing) {
        return standing.aws()
                .ec2("DescribeSecurityGroups", "group-id", standing.groupId("qis-lb-sg"))
                .texts("//ipPermissions//cidrIp");
    }
}
