package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image module's function, run by Python with boto3 as Lambda does, on an event as EventBridge sends it. EC2, ECS, ECR,
 * and Systems Manager are the emulator's; Image Builder, which that lacks, answers from an address of this test.
 */
@DisplayName("The function that names a good image")
class PublishFunctionIT {
    private static final String IMAGE = "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-demo-x86-64/1.0.31/2";
    private static final String EVENT = """
            {"version": "0", "id": "a", "detail-type": "EC2 Image Builder Image State Change",
             "source": "aws.imagebuilder", "account": "123456789012", "time": "2026-01-18T17:50:56Z",
             "region": "eu-west-1", "resources": ["%s"],
             "detail": {"previous-state": {"status": "TESTING"}, "state": {"status": "AVAILABLE"}}}
            """.formatted(IMAGE);
    private static final String AMIS = """
            {"region": "eu-west-1", "image": "ami-0000000000000001", "accountId": "123456789012"},
            {"region": "eu-central-1", "image": "ami-0000000000000002", "accountId": "123456789012"},
            {"region": "eu-west-1", "image": "ami-0000000000000003", "accountId": "210987654321"}
            """;

    private static final String CALL = """
            import boto3, json, os, publish
            print(publish.handler(json.loads(os.environ["EVENT"]), None))
            """;
    private static final String STORED = """
            for region in ("eu-west-1", "eu-central-1"):
                ssm = boto3.client("ssm", region_name=region)
                print("stored", region, ssm.get_parameter(Name=os.environ["PARAMETER"])["Parameter"]["Value"])
            """;

    @TempDir
    static Path folder;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = new Emulators(new ProcessRunner(new Interrupts()), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void writesTheParameterOfEachRegionOfTheOwnAccount() throws IOException {
        Service builder = new Service(amis(""));

        Result ran = run(builder, Map.of(), CALL + STORED);

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("{'eu-west-1': 'ami-0000000000000001', 'eu-central-1': 'ami-0000000000000002'}")
                .contains("stored eu-west-1 ami-0000000000000001")
                .contains("stored eu-central-1 ami-0000000000000002");
        assertThat(builder.tagged).containsExactly("{\"tags\": {\"qis-aws:pipeline\": \"qis-demo-x86-64\"}}");
    }

    @Test
    void failsAloudWhenThereIsNoImageOfTheAccount() throws IOException {
        Result ran = run(new Service("{}"), Map.of("PARAMETER", "/qis-aws/other/image/x86_64"), CALL);

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("no image of this account");
    }

    @Test
    void releasesAnImageWithoutSevereFindings() throws IOException {
        Map<String, String> high = Map.of("SCAN", "high", "PARAMETER", "/qis-aws/scanned/image/x86_64");
        Service good = new Service(amis("\"scanState\": {\"status\": \"COMPLETED\"},"));
        good.findings = "{\"all\": 9, \"critical\": 0, \"high\": 0, \"medium\": 9}";

        Result ran = run(good, high, CALL + STORED);

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out()).contains("stored eu-west-1 ami-0000000000000001");
    }

    @Test
    void releasesNoImageWithASevereFindingOrWithoutAScan() throws IOException {
        Map<String, String> high = Map.of("SCAN", "high", "PARAMETER", "/qis-aws/refused/image/x86_64");
        Service bad = new Service(amis("\"scanState\": {\"status\": \"COMPLETED\"},"));
        bad.findings = "{\"all\": 9, \"critical\": 1, \"high\": 3, \"medium\": 5}";
        String noneStored = """
                try:
                    publish.handler(json.loads(os.environ["EVENT"]), None)
                except RuntimeError as error:
                    print("refused:", error)
                print("stored", boto3.client("ssm", region_name="eu-west-1").describe_parameters(
                    ParameterFilters=[{"Key": "Name", "Values": [os.environ["PARAMETER"]]}])["Parameters"])
                """;
        String script = "import boto3, json, os, publish\n" + noneStored;

        assertThat(run(bad, high, script).out())
                .contains("is not released: findings of its scan: 1 critical, 3 high")
                .contains("stored []");
        assertThat(run(new Service(amis("")), high, script).out())
                .contains("its scan is missing")
                .contains("stored []");
        assertThat(run(
                                new Service(amis("\"scanState\": {\"status\": \"FAILED\", \"reason\": \"no agent\"},")),
                                high,
                                script)
                        .out())
                .contains("its scan is FAILED no agent")
                .contains("stored []");
        assertThat(bad.tagged).as("the rules for old images find it too").hasSize(1);
    }

    /** Of six AMIs, one each is used by a server, a launch template, and a parameter; one is another pipeline's. */
    @Test
    void marksTheAmisThatAreInUseAndNoOthers() throws IOException {
        Result ran = run(new Service(amis("")), Map.of("IMAGE_NAME", "qis-image-marked"), """
                import boto3, json, os, publish
                ec2, ssm = boto3.client("ec2", region_name="eu-west-1"), boto3.client("ssm", region_name="eu-west-1")
                device = [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8}}]
                def ami(name, **tags):
                    made = ec2.register_image(Name=name, Architecture="x86_64", RootDeviceName="/dev/sda1", BlockDeviceMappings=device)
                    ec2.create_tags(Resources=[made["ImageId"]], Tags=[{"Key": k, "Value": v} for k, v in tags.items()])
                    return made["ImageId"]
                of = {name: ami(name, Name="qis-image-marked") for name in ("server", "template", "parameter", "unused", "was-used")}
                of["other"] = ami("other", Name="qis-image-other")
                ec2.create_tags(Resources=[of["was-used"]], Tags=[{"Key": "qis-aws:in-use", "Value": "true"}])
                subnet = ec2.create_subnet(VpcId=ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"], CidrBlock="10.9.1.0/24")
                for name in ("server", "other"):
                    ec2.run_instances(ImageId=of[name], MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=subnet["Subnet"]["SubnetId"])
                ec2.create_launch_template(LaunchTemplateName="t", LaunchTemplateData={"ImageId": of["template"]})
                ssm.put_parameter(Name="/qis-aws/production/image/x86_64", Value=of["parameter"], Type="String")
                for _ in range(2):
                    publish.handler(json.loads(os.environ["EVENT"]), None)
                    for name, image in of.items():
                        tags = {tag["Key"] for tag in ec2.describe_images(ImageIds=[image])["Images"][0]["Tags"]}
                        print(name, "in use" if "qis-aws:in-use" in tags else "free")
                """);

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        List<String> once = List.of(
                "server in use", "template in use", "parameter in use", "unused free", "was-used free", "other free");
        assertThat(ran.out().lines())
                .containsExactlyElementsOf(
                        Stream.concat(once.stream(), once.stream()).toList());
    }

    /** Rules of ECR spare the tag, so that an image which a service runs is never expired. */
    @Test
    void tagsTheContainerImagesThatServicesRun() throws IOException {
        String container = "{\"outputResources\": {\"containers\": [{\"region\": \"eu-west-1\", \"imageUris\":"
                + " [\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.31-2\"]}]}}";

        Result ran = run(new Service(container), Map.of("REPOSITORY", "qis-aws/demo", "SCAN", "critical"), """
                import boto3, hashlib, json, os, publish
                ecr, ecs = boto3.client("ecr"), boto3.client("ecs")
                ecr.create_repository(repositoryName="qis-aws/demo", imageTagMutability="IMMUTABLE")
                def image(tag):
                    layers = [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 1, "digest": "sha256:" + hashlib.sha256(tag.encode()).hexdigest()}]
                    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": layers,
                                "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": "sha256:" + "0" * 64}}
                    return ecr.put_image(repositoryName="qis-aws/demo", imageManifest=json.dumps(manifest), imageTag=tag)["image"]["imageId"]["imageDigest"]
                digests = {tag: image(tag) for tag in ("1", "2", "3", "4")}
                own = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo"
                ecs.create_cluster(clusterName="demo")
                for name, uri in (("by-tag", own + ":2"), ("by-digest", own + "@" + digests["3"]), ("foreign", "example.com/other:1")):
                    task = ecs.register_task_definition(family=name, containerDefinitions=[{"name": "web", "image": uri, "memory": 256}])
                    ecs.create_service(cluster="demo", serviceName=name, taskDefinition=task["taskDefinition"]["taskDefinitionArn"], desiredCount=1)
                def marked():
                    ids = ecr.list_images(repositoryName="qis-aws/demo")["imageIds"]
                    return sorted(tag for tag, digest in digests.items() for i in ids if i["imageDigest"] == digest and i["imageTag"].startswith("in-use-"))
                for _ in range(2):
                    publish.handler(json.loads(os.environ["EVENT"]), None)
                    print("in use:", marked())
                task = ecs.register_task_definition(family="by-tag", containerDefinitions=[{"name": "web", "image": own + ":4", "memory": 256}])
                ecs.update_service(cluster="demo", service="by-tag", taskDefinition=task["taskDefinition"]["taskDefinitionArn"])
                publish.handler(json.loads(os.environ["EVENT"]), None)
                print("then:", marked(), sorted(i["imageTag"] for i in ecr.list_images(repositoryName="qis-aws/demo")["imageIds"] if not i["imageTag"].startswith("in-use")))
                """);

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out().lines())
                .containsExactly("in use: ['2', '3']", "in use: ['2', '3']", "then: ['3', '4'] ['1', '2', '3', '4']");
    }

    private static String amis(String more) {
        return "{" + more + "\"outputResources\": {\"amis\": [" + AMIS + "]}}";
    }

    private static Result run(Service builder, Map<String, String> more, String program) throws IOException {
        Files.copy(
                Path.of("src/main/resources/io/github/qisaws/module/publish.py"),
                folder.resolve("publish.py"),
                StandardCopyOption.REPLACE_EXISTING);
        Path script = Files.writeString(folder.resolve("call.py"), program);
        HttpServer server = builder.start();
        try {
            Map<String, String> variables = new TreeMap<>(emulator.over(TestEngine.OURS, "eu-west-1"));
            variables.put("AWS_DEFAULT_REGION", "eu-west-1");
            variables.put(
                    "AWS_ENDPOINT_URL_IMAGEBUILDER",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            variables.put("PARAMETER", "/qis-aws/demo/image/x86_64");
            variables.put("IMAGE_NAME", "qis-image-demo");
            variables.put("PIPELINE", "qis-demo-x86-64");
            variables.put("SCAN", "none");
            variables.put("EVENT", EVENT);
            variables.putAll(more);
            return TestEngine.find()
                    .in(variables)
                    .program(folder, List.of(Moto.python().toString(), script.toString()));
        } finally {
            server.stop(0);
        }
    }

    /** Image Builder's answers about one image. */
    private static final class Service {
        private final String image;
        private String findings = "{}";
        private final List<String> tagged = new ArrayList<>();

        Service(String image) {
            this.image = image;
        }

        HttpServer start() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer(server, "/GetImage", exchange -> {
                assertThat(exchange.getRequestURI().getQuery()).isEqualTo("imageBuildVersionArn=" + IMAGE);
                return "{\"image\": " + image + "}";
            });
            answer(server, "/tags/", exchange -> {
                assertThat(exchange.getRequestURI().getPath()).isEqualTo("/tags/" + IMAGE);
                tagged.add(body(exchange));
                return "{}";
            });
            answer(server, "/ListImageScanFindingAggregations", exchange -> {
                assertThat(body(exchange)).contains("\"imageBuildVersionArn\"").contains(IMAGE);
                return "{\"responses\": [{\"imageAggregation\": {\"imageBuildVersionArn\": \"" + IMAGE
                        + "\", \"severityCounts\": " + findings + "}}]}";
            });
            server.start();
            return server;
        }

        private static void answer(HttpServer server, String path, Answer answer) {
            server.createContext(path, exchange -> {
                byte[] body = answer.to(exchange).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
        }

        private static String body(HttpExchange exchange) throws IOException {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }

        @FunctionalInterface
        private interface Answer {
            String to(HttpExchange exchange) throws IOException;
        }
    }
}
