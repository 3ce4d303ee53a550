package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The only server, asked of the emulator. */
final class SingleServerChecks {
    private static final String SERVER = "qis-data-server";

    private final Standing standing;

    SingleServerChecks(Standing standing) {
        this.standing = standing;
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Single server: nothing else runs", this::alone);
        checks.check("Single server: it has every role, and its user data holds no secret", this::role);
        checks.check("Single server: the load balancer leads to it alone", this::balanced);
        checks.check("Single server: database and images are on encrypted volumes of their own", this::volumes);
        checks.check("Single server: it is in the groups of both tiers", this::groups);
        checks.check("Single server: it needs no NAT gateway", () -> assertThat(
                        standing.inVpc("DescribeNatGateways").parts("//natGatewaySet/item"))
                .isEmpty());
    }

    private void alone() {
        assertThat(standing.inVpc("DescribeInstances").parts("//instancesSet/item"))
                .hasSize(1);
        assertThat(standing.aws()
                        .call("autoscaling", "DescribeAutoScalingGroups")
                        .parts("//AutoScalingGroups/member"))
                .isEmpty();
    }

    private void role() {
        assertThat(ServerChecks.userData(standing, SERVER))
                .contains("QIS_ROLE=full-server", "QIS_PUBLIC_HOST_NAME=images.example.com", "QIS_DATABASE_DEVICE=vol-")
                .doesNotContain("QIS_DATABASE_HOST")
                .doesNotContainIgnoringCase("password");
    }

    private void balanced() {
        String group = standing.aws()
                .call("elasticloadbalancing", "DescribeTargetGroups")
                .text("//TargetGroupArn");
        assertThat(standing.aws()
                        .call("elasticloadbalancing", "DescribeTargetHealth", "TargetGroupArn", group)
                        .texts("//Target/Id"))
                .isEqualTo(List.of(standing.server(SERVER).text("instanceId")));
    }

    private void volumes() {
        for (String name : List.of("qis-database", "qis-images")) {
            XmlAnswer volume = standing.aws()
                    .ec2("DescribeVolumes", "tag:Name", standing.named(name))
                    .parts("//volumeSet/item")
                    .get(0);
            assertThat(volume.text("encrypted")).isEqualTo("true");
            assertThat(volume.text("attachmentSet/item/instanceId"))
                    .isEqualTo(standing.server(SERVER).text("instanceId"));
            String mapping = "blockDeviceMapping/item/ebs[volumeId='" + volume.text("volumeId") + "']/";
            assertThat(standing.server(SERVER).text(mapping + "deleteOnTermination"))
                    .isEqualTo("false");
        }
    }

    private void groups() {
        assertThat(standing.server(SERVER).texts("groupSet/item/groupId"))
                .extracting(id -> standing.groups().get(id))
                .containsExactlyInAnyOrderElementsOf(
                        standing.tiered()
                                ? List.of("qis-web-sg", "qis-data-sg")
                                : List.of("default", "qis-internal-sg"));
    }
}
