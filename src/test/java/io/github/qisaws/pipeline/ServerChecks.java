package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The servers of the seed's section “2 server auto-scaling deployment”. */
final class ServerChecks {
    private static final String DATA = "qis-data-server";
    private static final String WEB = "qis-web-full-time";

    private final Standing standing;
    private final EmulatorQuery aws;

    ServerChecks(Standing standing) {
        this.standing = standing;
        this.aws = standing.aws();
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Two servers: one full-time web server, in the first zone", this::webServer);
        checks.check("Two servers: one full-time database and image-storage server, in its zone", this::dataServer);
        checks.check("Two servers: public addresses as the layout has them", this::addresses);
        checks.check("Two servers: the data server has IMDSv2 only", () -> assertThat(
                        standing.server(DATA).text("metadataOptions/httpTokens"))
                .isEqualTo("required"));
        checks.check("Two servers: database on an encrypted volume of its own", () -> volume("qis-database", "20"));
        checks.check("Two servers: images on an encrypted volume of their own", () -> volume("qis-images", "100"));
        checks.check("Two servers: a private DNS name instead of a fixed IP", this::dnsName);
        checks.check("Two servers: user data names the role and holds no secret", this::userData);
        checks.check("Two servers: the secret is there and empty", this::secret);
    }

    private void webServer() {
        XmlAnswer server = standing.server(WEB);
        assertThat(server.text("instanceType")).isEqualTo("t3.medium");
        assertThat(server.text("placement/availabilityZone")).isEqualTo("eu-west-1a");
        assertThat(server.text("subnetId"))
                .isEqualTo(standing.subnetsOf("application").get(0));
    }

    private void dataServer() {
        XmlAnswer server = standing.server(DATA);
        assertThat(server.text("instanceType")).isEqualTo(standing.tiered() ? "t3.large" : "t3.medium");
        assertThat(server.text("placement/availabilityZone")).isEqualTo("eu-west-1a");
        assertThat(server.text("subnetId")).isEqualTo(standing.subnetsOf("data").get(0));
    }

    private void addresses() {
        for (String name : new String[] {WEB, DATA}) {
            String address = publicAddressOf(standing.server(name));
            assertThat(address.isEmpty()).as(name + ": " + address).isEqualTo(standing.tiered());
        }
    }

    private static String publicAddressOf(XmlAnswer server) {
        return server.text("networkInterfaceSet/item/association/publicIp");
    }

    private void volume(String name, String gibibytes) {
        XmlAnswer volume = aws.ec2("DescribeVolumes", "tag:Name", standing.named(name))
                .parts("//volumeSet/item")
                .get(0);
        assertThat(volume.text("size")).isEqualTo(gibibytes);
        assertThat(volume.text("encrypted")).isEqualTo("true");
        assertThat(volume.text("volumeType")).isEqualTo("gp3");
        assertThat(volume.text("availabilityZone")).isEqualTo("eu-west-1a");
        assertThat(volume.text("attachmentSet/item/instanceId"))
                .isEqualTo(standing.server(DATA).text("instanceId"));
        String mapping = "blockDeviceMapping/item/ebs[volumeId='" + volume.text("volumeId") + "']/";
        assertThat(standing.server(DATA).text(mapping + "deleteOnTermination")).isEqualTo("false");
    }

    /** That the zone is the VPC's own is asserted by the module's test: the emulator forgets it. */
    private void dnsName() {
        String domain = standing.name() + ".qis.internal.";
        XmlAnswer zone = aws.get("route53", "/2013-04-01/hostedzone")
                .parts("//HostedZone[Name='" + domain + "']")
                .get(0);
        String id = zone.text("Id").replace("/hostedzone/", "");
        assertThat(aws.get("route53", "/2013-04-01/hostedzone/" + id + "/rrset")
                        .text("//ResourceRecordSet[Name='data." + domain + "'][Type='A']//Value"))
                .isEqualTo(standing.server(DATA).text("privateIpAddress"));
    }

    private void userData() {
        String text = userDataOf(DATA);
        assertThat(text)
                .contains("QIS_ROLE=data-server", "QIS_ENVIRONMENT=" + standing.name(), "QIS_DATABASE_DEVICE=vol-");
        assertThat(userDataOf(WEB))
                .contains("QIS_ROLE=web-server", "QIS_DATABASE_HOST=data." + standing.name() + ".qis.internal");
        assertThat(text + userDataOf(WEB)).doesNotContainIgnoringCase("password");
    }

    private String userDataOf(String server) {
        return userData(standing, server);
    }

    static String userData(Standing standing, String server) {
        String encoded = standing.aws()
                .call(
                        "ec2",
                        "DescribeInstanceAttribute",
                        "InstanceId",
                        standing.server(server).text("instanceId"),
                        "Attribute",
                        "userData")
                .text("//userData/value");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private void secret() {
        assertThat(aws.json(
                                "secretsmanager",
                                "secretsmanager.DescribeSecret",
                                "{\"SecretId\":\"qis-aws/" + standing.name() + "/data-server\"}")
                        .path("VersionIdsToStages"))
                .isEmpty();
    }
}
