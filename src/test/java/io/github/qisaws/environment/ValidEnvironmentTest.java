package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Environment.LoadBalancer;
import io.github.qisaws.environment.Environment.Network;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.Scaling;
import io.github.qisaws.environment.Environment.ScalingPolicy;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.Site;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.Environment.WebServers;
import io.github.qisaws.environment.Environment.Workers;
import io.github.qisaws.environment.GuardPolicy.Accepted;
import io.github.qisaws.environment.Operations.RestoreTest;
import io.github.qisaws.environment.Topology.OnFargate;
import io.github.qisaws.environment.Topology.OnHost;
import io.github.qisaws.environment.Topology.PipelineOnly;
import io.github.qisaws.environment.Topology.SingleServer;
import io.github.qisaws.environment.Topology.TwoServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A valid environment file")
class ValidEnvironmentTest {
    private static final Environment SHORTEST = new Environment(
            "demo",
            new Placement("eu-west-1", "123456789012", ArchitectureName.TWO_SERVER, false),
            new Site(true, Map.of(), new GuardPolicy(List.of(), List.of(), 10), Settings.NONE),
            new Network(Layout.TIERED, List.of("a", "b", "c"), Optional.empty()),
            new TwoServers(
                    new Application(
                            "",
                            new LoadBalancer(new Certificate(Certificate.Source.IMPORTED, ""), false),
                            new Edge("", Optional.empty(), false),
                            new Workers(Optional.of(2), 3),
                            300,
                            new Operations(Optional.empty(), false, false, false, RestoreTest.NONE, false)),
                    new ServerImage("ssm:/qis-aws/demo/image/x86_64"),
                    new WebServers("t3.medium", new Scaling(0, 3, ScalingPolicy.STEP, 80, 50, 300, 1000)),
                    new DataServer("t3.medium", "a", new TreeMap<>()),
                    Optional.empty()),
            new StateBackend.S3("qis-aws-123456789012-eu-west-1", "environments/demo/terraform.tfstate"));

    @TempDir
    private Path work;

    private void assertReadAsTheShortest(Environment read) throws IOException {
        assertRead(read, SHORTEST);
        assertThat(read.site().settings())
                .isEqualTo(EnvironmentFile.read(TestFiles.valid(work, "shortest"))
                        .site()
                        .settings());
    }

    /** Without the settings, which have each key. */
    private static void assertRead(Environment read, Environment expected) {
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("site.settings")
                .isEqualTo(expected);
    }

    @Test
    void withThreeKeysGetsEveryDefault() throws IOException {
        assertRead(EnvironmentFile.read(TestFiles.valid(work, "shortest")), SHORTEST);
    }

    @Test
    void withEveryKeyIsReadWholly() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "everything"));

        assertThat(read.site().settings().values()).containsAllEntriesOf(everySetting());
        assertRead(
                read,
                new Environment(
                        "demo",
                        new Placement("eu-central-1", "012345678901", ArchitectureName.TWO_SERVER, false),
                        new Site(false, Map.of("cost-centre", "1234", "Größe", "mittel"), everyPolicy(), Settings.NONE),
                        new Network(Layout.TIERED, List.of("b", "c"), Optional.empty()),
                        new TwoServers(
                                everythingOfQis(),
                                new ServerImage("ssm:/acme/qis/arm64"),
                                new WebServers(
                                        "m7g.large",
                                        new Scaling(1, 2, ScalingPolicy.TARGET_TRACKING, 65, 50, 420, 1000)),
                                new DataServer("r7gd.xlarge", "c", new TreeMap<>()),
                                Optional.empty()),
                        new StateBackend.Cloud("acme", "qis-production", "tfe.example.com")));
    }

    /** Those of which no record of the environment has the value. */
    private static Map<String, Object> everySetting() {
        Map<String, Object> network = Map.of(
                "network.cidr",
                "10.20.0.0/16",
                "network.subnet-prefix",
                19,
                "network.nat",
                "none",
                "network.endpoints",
                List.of("s3", "logs", "secretsmanager", "ssm", "ssmmessages", "ecr.api"),
                "network.flow-log-days",
                0,
                "network.ssh-from",
                List.of("203.0.113.0/24", "2001:db8::/32", "0.0.0.0/0"));
        Map<String, Object> servers = Map.of(
                "web.threads", 19,
                "web.root-volume", 5,
                "web.self-healing", true,
                "data.database-volume", 50,
                "data.images-volume", 16384,
                "data.snapshot-days", 0);
        Map<String, Object> all = new TreeMap<>(network);
        all.putAll(servers);
        all.put("encryption-key", "arn:aws:kms:eu-central-1:210987654321:key/01234567-89ab-cdef-0123-456789abcdef");
        all.put("load-balancer.allowed-from", List.of("172.16.0.0/12"));
        return all;
    }

    @Test
    void withAnExistingNetworkHasTheZonesOfItsSubnets() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "existing-network"));

        assertThat(read.network())
                .isEqualTo(new Network(
                        Layout.TIERED,
                        List.of("a", "b"),
                        Optional.of(new ExistingNetwork(
                                "vpc-0123456789abcdef0",
                                new TreeMap<>(Map.of("a", "subnet-0123456789abcdef0", "b", "subnet-0123456789abcdef1")),
                                new TreeMap<>()))));
    }

    private static GuardPolicy everyPolicy() {
        return new GuardPolicy(
                List.of(
                        new Accepted("web-downtime", Optional.empty(), "nobody uses it at night"),
                        new Accepted(
                                "open-to-world",
                                Optional.of("module.firewall.aws_security_group.web"),
                                "reached by partners without fixed addresses")),
                List.of("module.reports.aws_s3_bucket.*"),
                3);
    }

    private static Application everythingOfQis() {
        return new Application(
                "images.example.com",
                new LoadBalancer(new Certificate(Certificate.Source.DNS, "Z0123456789ABC"), true),
                new Edge("", Optional.empty(), false),
                new Workers(Optional.of(3), 2),
                228,
                new Operations(Optional.of("ops+qis@example.com"), false, false, false, RestoreTest.NONE, false));
    }

    @Test
    void mayUseAnchorsAndMergeKeysWhereOwnKeysWin() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "merge-keys-and-anchors"));

        TwoServers two = (TwoServers) read.topology();
        assertThat(two.web().instanceType()).isEqualTo("t4g.small");
        assertThat(read.site().settings().values())
                .containsEntry("web.root-volume", 12)
                .containsEntry("web.threads", 8);
        assertThat(two.application().workers()).isEqualTo(new Workers(Optional.of(2), 2));
        assertThat(two.data().instanceType()).isEqualTo("t4g.small");
        assertThat(read.site().tags()).containsExactly(Map.entry("place", "eu-west-1"));
    }

    @Test
    void withOpenLayoutHasNoTiers() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "open-layout"));

        assertThat(read.site().settings().values())
                .containsEntry("network.nat", "none")
                .containsEntry("network.endpoints", List.of())
                .containsEntry("network.flow-log-days", 14);
        TwoServers two = (TwoServers) read.topology();
        assertThat(two.data().zone()).isEqualTo("d");
        assertThat(two.application().loadBalancer().certificate().source()).isEqualTo(Certificate.Source.ARN);
        assertThat(read.state()).isEqualTo(new StateBackend.S3("acme-state", "environments/demo/terraform.tfstate"));
    }

    @Test
    void withOneServerHasNoWayOutAndLeavesTheNumberOfProcessesToIt() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "single-server"));

        assertThat(read.site().settings().values()).containsEntry("network.nat", "none");
        SingleServer single = (SingleServer) read.topology();
        assertThat(single.application().workers()).isEqualTo(new Workers(Optional.empty(), 3));
        assertThat(single.data().instanceType()).isEqualTo("t4g.large");
    }

    @Test
    void withContainersIsReadForFargate() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "containers"));

        OnFargate fargate = (OnFargate) read.topology();
        assertThat(fargate.containers()).isEqualTo(new Containers(2048, 4096));
        assertThat(fargate.tasks()).isEqualTo(new Containers.Tasks(2, 3, 60, 900));
        assertThat(fargate.application().workers().processes()).contains(2);
        assertThat(read.site().settings().values())
                .containsEntry("containers.image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1")
                .containsEntry("database.multi-az", false);
        assertThat(fargate.image()).isEmpty();
    }

    @Test
    void withContainersOnAHostHasAwssNewestImageForIt() throws IOException {
        Environment read = EnvironmentFile.read(TestFiles.valid(work, "containers-on-a-host"));

        OnHost host = (OnHost) read.topology();
        assertThat(host.serverImage().parameterName())
                .isEqualTo("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id");
        assertThat(host.data().instanceType()).isEqualTo("t3.large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-the-limits", "at-the-other-limits"})
    void mayGoToTheLimits(String name) throws IOException {
        assertThat(EnvironmentFile.check(TestFiles.valid(work, name)).mistakes())
                .isEmpty();
    }

    @Test
    void mayHaveANameOfTwentyCharacters() {
        Path folder = TestFiles.environment(work, "a-name-of-20-letters", TestFiles.SHORTEST);

        assertThat(EnvironmentFile.read(folder).name()).isEqualTo("a-name-of-20-letters");
    }

    @Test
    void readsTheSameWithByteOrderMarkAndWindowsLines() throws IOException {
        String text = "\uFEFF" + TestFiles.SHORTEST.replace("\n", "\r\n") + "tags: {}\r\n";

        assertReadAsTheShortest(EnvironmentFile.read(TestFiles.environment(work, "demo", text)));
    }

    @Test
    void readsTheSameWithTrickyButLegalYaml() throws IOException {
        assertReadAsTheShortest(EnvironmentFile.read(TestFiles.valid(work, "tricky-but-legal")));
    }

    @Test
    void followsTheParameterOfItsOwnNameAndProcessor() {
        String text = TestFiles.SHORTEST + "web: {instance-type: t4g.medium}\ndata: {instance-type: t4g.large}\n";

        Environment read = EnvironmentFile.read(TestFiles.environment(work, "staging", text));

        assertThat(read.topology().image()).contains(new ServerImage("ssm:/qis-aws/staging/image/arm64"));
    }

    @Test
    void mayBuildItsImageAloneWithOneFreeEndpoint() {
        String text = TestFiles.SHORTEST.replace("two-server", "image-pipeline")
                + "image-build: {processor: arm64, system: amazon-linux, regions: [eu-central-1], schedule: \"\"}\n";

        Environment read = EnvironmentFile.read(TestFiles.environment(work, "images", text));

        assertThat(read.topology())
                .isEqualTo(new PipelineOnly(
                        new ServerImage("ssm:/qis-aws/images/image/arm64"),
                        new ImageBuild("arm64", List.of("eu-central-1"), false)));
        assertThat(read.site().settings().values())
                .containsEntry("network.endpoints", List.of("s3"))
                .containsEntry("image-build.system", "amazon-linux")
                .containsEntry("image-build.schedule", "");
    }

    @Test
    void isEveryOneOfThisRepository() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("environments"))) {
            assertThat(folders).isNotEmpty().allSatisfy(folder -> assertThat(
                            EnvironmentFile.check(folder).mistakes())
                    .isEmpty());
        }
    }

    @ParameterizedTest(name = "{0}: zones {1}")
    @CsvSource({
        "eu-west-1, abc",
        "ca-central-1, abd",
        "ap-northeast-1, acd",
        "us-east-1, abc",
        "eu-west-9, abc",
    })
    void getsTheFirstZonesOfItsRegion(String region, String letters) {
        String text = TestFiles.SHORTEST.replace("eu-west-1", region);

        Environment read = EnvironmentFile.read(TestFiles.environment(work, "demo", text));

        assertThat(String.join("", read.network().zones())).isEqualTo(letters);
    }

    @ParameterizedTest(name = "{0}: {1} processes")
    @CsvSource({"t3.medium, 2", "t3.nano, 2", "c7i.medium, 1", "c7i.xlarge, 4", "t2.small, 1", "c7i.2xlarge, 8"})
    void getsOneProcessForEachVcpu(String type, int processes) {
        String text = TestFiles.SHORTEST + "web: {instance-type: " + type + ", scaling: {maximum: 0}}\n";

        Environment read = EnvironmentFile.read(TestFiles.environment(work, "demo", text));

        assertThat(read.application().orElseThrow().workers().processes()).contains(processes);
    }

    @Test
    void mayUseAllConnectionsButTheReservedOnes() {
        String text = TestFiles.SHORTEST + "data: {max-connections: 275}\n";

        assertThat(EnvironmentFile.check(TestFiles.environment(work, "demo", text))
                        .mistakes())
                .isEmpty();
    }

    @Test
    void tellsWhereEachPropertyStands() {
        String text = TestFiles.SHORTEST + "network:\n  zones:\n  - a\n  - b\ntags: {owner: me}\n";
        Path folder = TestFiles.environment(work, "demo", text.getBytes(StandardCharsets.UTF_8));
        String file = folder.resolve(EnvironmentFile.NAME).toString();

        Reading reading = EnvironmentFile.check(folder);

        assertThat(reading.sources().reference("account")).isEqualTo(file + ":2:10");
        assertThat(reading.sources().reference("network.zones[1]")).isEqualTo(file + ":7:5");
        assertThat(reading.sources().reference("tags.owner")).isEqualTo(file + ":8:15");
        assertThat(reading.sources().reference("network.nat")).as("a default").isEqualTo(file + ":4:1");
        assertThat(reading.sources().reference("web.scaling.maximum")).isEqualTo(file + ":1:1");
    }
}
