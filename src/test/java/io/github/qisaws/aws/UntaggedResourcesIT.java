package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ConflictingDomainExistsException;

/** What has no tags, asked of an emulator; CloudFront, of answers in the form that AWS documents. */
class UntaggedResourcesIT {
    private static final String REGION = "eu-west-1";

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static Map<String, String> variables;
    private static String network;
    private static String subnet;

    @BeforeAll
    static void start() {
        emulator = new Emulators(new ProcessRunner(new Interrupts()), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
        variables = emulator.over(TestEngine.OURS, REGION);
        try (Ec2Client ec2 =
                access(variables).configure("EC2", Ec2Client.builder()).build()) {
            network = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                    .vpc()
                    .vpcId();
            subnet = ec2.createSubnet(request -> request.vpcId(network).cidrBlock("10.0.0.0/24"))
                    .subnet()
                    .subnetId();
        }
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    /** Asked for as the provider does: a network makes a zone private, and AWS refuses a second one of the name there. */
    @Test
    void aZoneThatHasNoTagsYetIsFoundByItsNetwork() {
        Map<String, String> planned = Map.of("vpc[0].vpc_id", network, "name", "demo.qis.internal");
        assertThat(found("aws_route53_zone", planned)).isEmpty();
        try (Route53Client route53 =
                access(variables).configure("ROUTE_53", Route53Client.builder()).build()) {
            String id = zone(route53, "1");
            assertThat(found("aws_route53_zone", planned)).contains(id.replace("/hostedzone/", ""));
            assertThatThrownBy(() -> zone(route53, "2")).isInstanceOf(ConflictingDomainExistsException.class);
        }
        assertThat(found("aws_route53_zone", Map.of("vpc[0].vpc_id", network, "name", "else")))
                .isEmpty();
    }

    private static String zone(Route53Client route53, String reference) {
        return route53.createHostedZone(request -> request.name("demo.qis.internal")
                        .callerReference(reference)
                        .hostedZoneConfig(zone -> zone.comment("names of servers"))
                        .vpc(vpc -> vpc.vpcId(network).vpcRegion(REGION)))
                .hostedZone()
                .id();
    }

    @Test
    void aMountTargetIsFoundByItsFileSystemAndItsSubnet() throws Exception {
        String system = send("elasticfilesystem", "POST", "/2015-02-01/file-systems", "{\"CreationToken\": \"one\"}")
                .path("FileSystemId")
                .asText();
        Map<String, String> planned = Map.of("file_system_id", system, "subnet_id", subnet);
        assertThat(found("aws_efs_mount_target", planned)).isEmpty();
        String made = send(
                        "elasticfilesystem",
                        "POST",
                        "/2015-02-01/mount-targets",
                        "{\"FileSystemId\": \"" + system + "\", \"SubnetId\": \"" + subnet + "\"}")
                .path("MountTargetId")
                .asText();
        assertThat(found("aws_efs_mount_target", planned)).contains(made);
        assertThat(found("aws_efs_mount_target", Map.of("file_system_id", system, "subnet_id", "subnet-0")))
                .isEmpty();
    }

    @Test
    void aReservationIsFoundByItsSubnetAndItsBlock() {
        Map<String, String> planned = Map.of("subnet_id", subnet, "cidr_block", "10.0.0.10/32");
        assertThat(found("aws_ec2_subnet_cidr_reservation", planned)).isEmpty();
        try (Ec2Client ec2 =
                access(variables).configure("EC2", Ec2Client.builder()).build()) {
            String id = ec2.createSubnetCidrReservation(request ->
                            request.subnetId(subnet).cidr("10.0.0.10/32").reservationType("explicit"))
                    .subnetCidrReservation()
                    .subnetCidrReservationId();
            assertThat(found("aws_ec2_subnet_cidr_reservation", planned)).contains(subnet + ":" + id);
        }
    }

    @Test
    void aSelectionIsFoundByItsPlanAndItsName() throws Exception {
        String plan = send(
                        "backup",
                        "PUT",
                        "/backup/plans/",
                        "{\"BackupPlan\": {\"BackupPlanName\": \"one\", \"Rules\": [{\"RuleName\": \"daily\","
                                + " \"TargetBackupVaultName\": \"Default\"}]}}")
                .path("BackupPlanId")
                .asText();
        Map<String, String> planned = Map.of("plan_id", plan, "name", "qis-data-demo");
        assertThat(found("aws_backup_selection", planned)).isEmpty();
        String made = send(
                        "backup",
                        "PUT",
                        "/backup/plans/" + plan + "/selections/",
                        "{\"BackupSelection\": {\"SelectionName\": \"qis-data-demo\","
                                + " \"IamRoleArn\": \"arn:aws:iam::123456789012:role/backup\"}}")
                .path("SelectionId")
                .asText();
        assertThat(found("aws_backup_selection", planned)).contains(plan + "|" + made);
        assertThat(found("aws_backup_selection", Map.of("plan_id", plan, "name", "else")))
                .isEmpty();
    }

    /** Answers: ListCachePolicies and ListOriginRequestPolicies of the CloudFront API reference, 2020-05-31. */
    @Test
    void aPolicyOfCloudFrontIsFoundByItsName() throws IOException {
        HttpServer cloudFront = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(
                cloudFront,
                "cache-policy",
                "<CachePolicyList><Items>" + cachePolicy("c-1", "else") + cachePolicy("c-2", "qis-images-demo")
                        + "</Items></CachePolicyList>");
        answer(
                cloudFront,
                "origin-request-policy",
                "<OriginRequestPolicyList><Items><OriginRequestPolicySummary><OriginRequestPolicy><Id>o-1</Id>"
                        + "<OriginRequestPolicyConfig><Name>qis-images-demo</Name></OriginRequestPolicyConfig>"
                        + "</OriginRequestPolicy></OriginRequestPolicySummary></Items></OriginRequestPolicyList>");
        cloudFront.start();
        try {
            Map<String, String> there = new TreeMap<>(variables);
            there.put(
                    "AWS_ENDPOINT_URL_CLOUDFRONT",
                    "http://127.0.0.1:" + cloudFront.getAddress().getPort());
            UntaggedResources untagged = new UntaggedResources(access(there));
            assertThat(untagged.find("aws_cloudfront_cache_policy", name -> Optional.of("qis-images-demo")))
                    .contains("c-2");
            assertThat(untagged.find("aws_cloudfront_origin_request_policy", name -> Optional.of("qis-images-demo")))
                    .contains("o-1");
            assertThat(untagged.find("aws_cloudfront_cache_policy", name -> Optional.of("qis-images-production")))
                    .isEmpty();
        } finally {
            cloudFront.stop(0);
        }
    }

    private static String cachePolicy(String id, String name) {
        return "<CachePolicySummary><CachePolicy><Id>" + id + "</Id><CachePolicyConfig><Name>" + name
                + "</Name></CachePolicyConfig></CachePolicy></CachePolicySummary>";
    }

    private static void answer(HttpServer server, String kind, String xml) {
        server.createContext("/2020-05-31/" + kind, exchange -> {
            try (exchange) {
                assertThat(exchange.getRequestURI().getQuery()).contains("Type=custom");
                byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static Optional<String> found(String type, Map<String, String> planned) {
        return new UntaggedResources(access(variables)).find(type, name -> Optional.ofNullable(planned.get(name)));
    }

    private static AwsAccess access(Map<String, String> variables) {
        return new AwsAccess(REGION, variables);
    }

    /** The emulator takes the service from the signature's scope and does not check the signature. */
    private static JsonNode send(String service, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(variables.get("AWS_ENDPOINT_URL")).resolve(path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new ObjectMapper().readTree(answer.body());
    }
}
