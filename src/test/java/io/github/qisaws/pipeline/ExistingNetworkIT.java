package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.plan.Action;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment in a network that is there already: applied, planned again, destroyed, and the network as before. */
class ExistingNetworkIT {
    private static final String NAME = "guest";
    private static final String FILE = """
            region: eu-west-1
            account: "123456789012"
            architecture: two-server
            protect: false
            network: {existing: %s}
            load-balancer: {internal: %s}
            web: {scaling: {minimum: 1, maximum: 2}}
            """;
    private static final String PLACEHOLDER =
            "{vpc: vpc-00000000, private-subnets: {a: subnet-00000001, b: subnet-00000002}}";

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final Tools tools = Tools.of(new ProcessRunner(new Interrupts()), System.getenv());
    private Project project;

    @BeforeEach
    void copy() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        project = new Project(folder);
        write(PLACEHOLDER, true);
    }

    @Test
    void behindAnInternalLoadBalancer() throws IOException {
        try (Emulator emulator = started()) {
            OwnersNetwork network = network(emulator);
            write(network.section("private"), true);
            live(emulator, network, "qis-ilb", "internal", network.subnets("private"));
        }
    }

    @Test
    void behindAPublicLoadBalancer() throws IOException {
        try (Emulator emulator = started()) {
            OwnersNetwork network = network(emulator);
            write(network.section("private", "public"), false);
            live(emulator, network, "qis-lb", "", network.subnets("public"));
        }
    }

    private Emulator started() {
        return new Emulators(tools.runner(), tools.variables(), tools.cache())
                .start(project.scratch().folder(), said::add);
    }

    private OwnersNetwork network(Emulator emulator) {
        Environment environment = EnvironmentFile.read(project.folder(NAME));
        TestAccount.prepare(project, emulator, tools, environment);
        return new OwnersNetwork(new EmulatorQuery(variables(emulator)));
    }

    private Map<String, String> variables(Emulator emulator) {
        return emulator.over(tools.variables(), "eu-west-1");
    }

    private void live(Emulator emulator, OwnersNetwork network, String balancer, String scheme, List<String> subnets) {
        EmulatorQuery aws = new EmulatorQuery(variables(emulator));
        Deployments deployments = new Deployments(project, tools.over(variables(emulator)), System.err::println);
        Map<String, List<String>> before = network.described();
        NeededActions needed = NeededActions.from(emulator);

        Deployments.Planned first = deployments.plan(NAME, Mode.NORMAL, Set.of());
        assertThat(first.review().findings())
                .noneMatch(finding -> finding.rule().id().equals("network-unusable"));
        deployments.apply(first);

        Deployments.Planned second = deployments.plan(NAME, Mode.NORMAL, Set.of());
        assertThat(second.changes()).as(Transition.changes(second.review())).isFalse();
        assertThat(WhatIf.actions(second.review())).isEmpty();
        standing(aws, network, before, balancer, scheme, subnets);

        Deployments.Planned end = deployments.plan(NAME, Mode.DESTROY, Set.of());
        assertThat(WhatIf.actions(end.review()).values()).containsOnly(Action.DELETE);
        deployments.apply(end);
        assertThat(network.described()).isEqualTo(before);
        assertThat(emulator.requests()).singleElement().asString().contains(", 0 problems");
        assertThat(needed.compared(List.of(EnvironmentFile.read(project.folder(NAME))), project.modules()))
                .contains("all in the policy");
    }

    private static void standing(
            EmulatorQuery aws,
            OwnersNetwork network,
            Map<String, List<String>> before,
            String balancer,
            String scheme,
            List<String> subnets) {
        XmlAnswer found = aws.call(
                        "elasticloadbalancing", "DescribeLoadBalancers", "Names.member.1", balancer + "-" + NAME)
                .parts("//LoadBalancers/member")
                .get(0);
        assertThat(found.text("Scheme").replace("internet-facing", "")).isEqualTo(scheme);
        assertThat(found.text("VpcId")).isEqualTo(network.vpc());
        assertThat(found.texts("AvailabilityZones/member/SubnetId")).containsExactlyInAnyOrderElementsOf(subnets);

        Map<String, List<String>> now = network.described();
        for (String untouched : List.of(
                "DescribeVpcs",
                "DescribeRouteTables",
                "DescribeInternetGateways",
                "DescribeNatGateways",
                "DescribeNetworkAcls",
                "DescribeVpcEndpoints",
                "DescribeFlowLogs")) {
            assertThat(now.get(untouched)).as(untouched).isEqualTo(before.get(untouched));
        }
        assertThat(now).allSatisfy((list, items) -> {
            if (!list.equals("DescribeSubnets")) {
                assertThat(items).as(list).containsAll(before.get(list));
            }
        });
        for (String subnet : network.subnets("private")) {
            assertThat(aws.call("ec2", "GetSubnetCidrReservations", "SubnetId", subnet)
                            .texts("//cidr"))
                    .isEmpty();
        }
    }

    private void write(String section, boolean internal) throws IOException {
        Path file = Files.createDirectories(project.folder(NAME)).resolve("environment.yaml");
        Files.writeString(file, FILE.formatted(section, internal));
    }
}
