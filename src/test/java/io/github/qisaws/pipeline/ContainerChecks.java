package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Containers that stand, asked of the emulator. */
final class ContainerChecks {
    private final Standing standing;
    private final String cluster;
    private final String secret;

    private ContainerChecks(Standing standing, String servers, String module) {
        this.standing = standing;
        cluster = standing.named("qis-" + servers);
        secret = "qis-aws/" + standing.name() + "/" + module;
    }

    static void onFargate(Standing standing) {
        new ContainerChecks(standing, "fargate", "database").onFargate();
    }

    static void onHost(Standing standing) {
        new ContainerChecks(standing, "host", "container-host").onHost();
    }

    private void onFargate() {
        Checks checks = standing.checks();
        checks.check("Containers (Fargate): web servers alone, by TLS to the images", () -> {
            JsonNode task = task();
            assertThat(environments(task)).containsOnlyKeys("web");
            JsonNode images = volume(task, "images").path("efsVolumeConfiguration");
            assertThat(images.path("transitEncryption").asText()).isEqualTo("ENABLED");
            assertThat(images.path("fileSystemId").asText()).startsWith("fs-");
        });
        checks.check("Containers (Fargate): they are told where database and cache are", () -> assertThat(
                        environments(task()).get("web"))
                .containsEntry("QIS_ROLE", "web-server")
                .containsEntry("QIS_IMAGES", "local")
                .containsEntry("QIS_PROCESSES", "2")
                .containsEntry("QIS_PUBLIC_HOST_NAME", "images.example.com")
                .containsKeys("QIS_DATABASE_HOST", "QIS_CACHE_SERVERS", "QIS_DATABASE_MASTER_SECRET_ID"));
        checks.check("Containers (Fargate): public addresses, since there is no NAT", () -> assertThat(service()
                        .at("/networkConfiguration/awsvpcConfiguration/assignPublicIp")
                        .asText())
                .isEqualTo("ENABLED"));
        both();
    }

    private void onHost() {
        Checks checks = standing.checks();
        checks.check("Containers (host): one task of database, cache and web server", () -> {
            assertThat(environments(task())).containsOnlyKeys("cache", "database", "web");
            assertThat(service().path("desiredCount").asInt()).isEqualTo(1);
            assertThat(service().at("/deploymentConfiguration/maximumPercent").asInt())
                    .isEqualTo(100);
        });
        checks.check("Containers (host): data is in the folders that the host mounts its volumes at", () -> {
            assertThat(volume(task(), "database").at("/host/sourcePath").asText())
                    .isEqualTo("/data/database/tree");
            assertThat(volume(task(), "images").at("/host/sourcePath").asText()).isEqualTo("/data/images/tree");
            String script = ServerChecks.userData(standing, "qis-container-host");
            for (String name : List.of("qis-database", "qis-images")) {
                XmlAnswer volume = standing.aws()
                        .ec2("DescribeVolumes", "tag:Name", standing.named(name))
                        .parts("//volumeSet/item")
                        .get(0);
                assertThat(volume.text("encrypted")).isEqualTo("true");
                assertThat(script).contains(volume.text("volumeId"));
            }
        });
        checks.check("Containers (host): a task starts only where the volumes are mounted", () -> assertThat(
                        service().at("/placementConstraints/0/expression").asText())
                .isEqualTo("attribute:qis.volumes == mounted"));
        both();
    }

    private void both() {
        Checks checks = standing.checks();
        checks.check("Containers: the load balancer leads to the web server by its own address", () -> {
            XmlAnswer group = standing.aws().call("elasticloadbalancing", "DescribeTargetGroups");
            assertThat(group.text("//TargetType")).isEqualTo("ip");
            assertThat(service().at("/loadBalancers/0/targetGroupArn").asText())
                    .isEqualTo(group.text("//TargetGroupArn"));
            assertThat(service().at("/loadBalancers/0/containerName").asText()).isEqualTo("web");
        });
        checks.check("Containers: a version that fails is taken back, and nobody has a shell", () -> {
            assertThat(service()
                            .at("/deploymentConfiguration/deploymentCircuitBreaker/rollback")
                            .asBoolean())
                    .isTrue();
            assertThat(service().path("enableExecuteCommand").asBoolean()).isFalse();
        });
        checks.check("Containers: no secret is in the task, and the secret is there and empty", () -> {
            assertThat(task().toString()).doesNotContainIgnoringCase("password");
            assertThat(standing.aws()
                            .json(
                                    "secretsmanager",
                                    "secretsmanager.DescribeSecret",
                                    "{\"SecretId\":\"" + secret + "\"}")
                            .path("VersionIdsToStages"))
                    .isEmpty();
        });
    }

    private JsonNode task() {
        return ecs("DescribeTaskDefinition", "{\"taskDefinition\":\"" + standing.named("qis") + "\"}")
                .path("taskDefinition");
    }

    private JsonNode service() {
        String names = "{\"cluster\":\"%s\",\"services\":[\"%s\"]}".formatted(cluster, standing.named("qis"));
        return ecs("DescribeServices", names).at("/services/0");
    }

    private JsonNode ecs(String action, String body) {
        return standing.aws().json("ecs", "AmazonEC2ContainerServiceV20141113." + action, body);
    }

    private static JsonNode volume(JsonNode task, String name) {
        for (JsonNode volume : task.path("volumes")) {
            if (volume.path("name").asText().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("no volume " + name + ": " + task);
    }

    private static Map<String, Map<String, String>> environments(JsonNode task) {
        Map<String, Map<String, String>> environments = new TreeMap<>();
        for (JsonNode container : task.path("containerDefinitions")) {
            Map<String, String> variables = new TreeMap<>();
            container
                    .path("environment")
                    .forEach(one -> variables.put(
                            one.path("name").asText(), one.path("value").asText()));
            environments.put(container.path("name").asText(), variables);
        }
        return environments;
    }
}
