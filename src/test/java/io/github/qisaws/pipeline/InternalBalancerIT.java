package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.RuleName;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A site behind an internal load balancer in the emulator: its whole life, and in the middle its way to the internet. */
class InternalBalancerIT {
    private static final String KEYS = "load-balancer: {internal: true, allowed-from: [10.0.0.0/8]}";

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> aSiteForOneNetworkOnly() throws IOException {
        return new Life("single", folder)
                .with(Map.of("layout: open", "layout: tiered", "protect: false", KEYS + "\nprotect: false"))
                .lived(true, present -> {
                    Standing standing = present.standing();
                    standing.checks().check("Internal: private, in the servers' subnets", () -> {
                        assertThat(balancer(standing, "qis-ilb").text("Scheme")).isEqualTo("internal");
                        assertThat(balancer(standing, "qis-ilb").texts("AvailabilityZones/member/SubnetId"))
                                .containsExactlyInAnyOrderElementsOf(standing.subnetsOf("application"));
                    });
                    standing.checks().check("Internal: open to the VPC and the given block only", () -> assertThat(
                                    sources(standing))
                            .containsOnly("10.0.0.0/8", "192.168.0.0/16"));
                    toTheInternet(present);
                });
    }

    private static void toTheInternet(Present present) {
        Standing standing = present.standing();
        remove(KEYS, present.files().resolve("environment.yaml"));
        Planned opened = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        standing.checks().check("Internal: the guard warns of the replacement, which creates first", () -> {
            assertThat(WhatIf.actions(opened.review()))
                    .containsEntry("module.load-balancer.aws_lb.this", Action.REPLACE_CREATING_FIRST);
            assertThat(opened.review().findings())
                    .extracting(Finding::rule, Finding::blocks)
                    .contains(tuple(RuleName.WEB_DOWNTIME, false));
        });
        present.deployments().apply(opened);
        standing.checks().check("Internal: afterwards the load balancer is public", () -> {
            assertThat(balancer(standing, "qis-lb").text("Scheme")).isNotEqualTo("internal");
            assertThat(balancer(standing, "qis-lb").texts("AvailabilityZones/member/SubnetId"))
                    .containsExactlyInAnyOrderElementsOf(standing.subnetsOf("public"));
            assertThat(sources(standing)).containsOnly("0.0.0.0/0");
        });
        Planned second = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        standing.checks().check("Internal: the plan after it is empty", () -> assertThat(second.changes())
                .isFalse());
    }

    private static void remove(String text, Path file) {
        try {
            Files.writeString(file, Files.readString(file).replace(text, ""));
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
