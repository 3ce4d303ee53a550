package io.github.qisaws.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The task of the module `containers` on a host of its own, as a plan with the real provider has it. */
final class TaskDefinition {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, JsonNode> containers = new LinkedHashMap<>();
    private final Map<String, String> hostPaths = new LinkedHashMap<>();

    /** Plans the module in a folder, with data in folders of this machine. */
    TaskDefinition(Path folder, String secret, Path database, Path images) throws IOException {
        Path module = TestEngine.copy(Path.of("modules/containers"), folder);
        // A plan of new resources asks AWS nothing.
        Files.writeString(
                module.resolve("provider.tf.json"),
                JSON.writeValueAsString(Map.of(
                        "provider",
                        Map.of(
                                "aws",
                                Map.of(
                                        "region",
                                        "eu-west-1",
                                        "access_key",
                                        "x",
                                        "secret_key",
                                        "y",
                                        "skip_credentials_validation",
                                        true,
                                        "skip_requesting_account_id",
                                        true,
                                        "skip_metadata_api_check",
                                        true)))));
        Files.writeString(
                module.resolve("task.auto.tfvars.json"),
                JSON.writeValueAsString(Map.ofEntries(
                        Map.entry("environment", "demo"),
                        Map.entry("launch_type", "EC2"),
                        Map.entry("cluster_arn", arn("ecs", "cluster/qis-demo")),
                        Map.entry("image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1"),
                        Map.entry("subnet_ids", List.of("subnet-0123456789abcdef0")),
                        Map.entry("security_group_ids", List.of("sg-0123456789abcdef0")),
                        Map.entry(
                                "target_group_arn",
                                arn("elasticloadbalancing", "targetgroup/qis-demo/0123456789abcdef")),
                        Map.entry("secret_arn", secret),
                        Map.entry("host_paths", Map.of("database", database.toString(), "images", images.toString())),
                        Map.entry("file_system", Map.of()),
                        Map.entry(
                                "role_settings",
                                Map.of("QIS_PUBLIC_HOST_NAME", "images.example.com", "QIS_PROXY_SERVERS", "1")))));
        TestEngine engine = TestEngine.find();
        succeeds(engine.run(module, "init", "-backend=false", "-input=false", "-no-color"));
        succeeds(engine.run(module, "plan", "-refresh=false", "-input=false", "-no-color", "-out=plan"));
        JsonNode task = JSON.readTree(
                        succeeds(engine.run(module, "show", "-json", "plan")).out())
                .at("/planned_values/root_module/resources")
                .findParent("container_definitions");
        JSON.readTree(task.path("container_definitions").asText())
                .forEach(container -> containers.put(container.path("name").asText(), container));
        task.path("volume")
                .forEach(volume -> hostPaths.put(
                        volume.path("name").asText(), volume.path("host_path").asText("")));
    }

    JsonNode container(String name) {
        return containers.get(name);
    }

    /** What a container waits for, and for what it waits. */
    Map<String, String> dependsOn(String name) {
        Map<String, String> others = new LinkedHashMap<>();
        containers
                .get(name)
                .path("dependsOn")
                .forEach(other -> others.put(
                        other.path("containerName").asText(),
                        other.path("condition").asText()));
        return others;
    }

    /** The options of `docker run` for what ECS asks the engine for; each setting is in the definition, none in the test. */
    List<String> options(String name, String prefix) {
        JsonNode container = containers.get(name);
        List<String> options = new ArrayList<>();
        add(options, "--read-only=", container.path("readonlyRootFilesystem"));
        add(options, "--privileged=", container.path("privileged"));
        add(options, "--user=", container.path("user"));
        add(options, "--cpu-shares=", container.path("cpu"));
        options.add("--memory=" + container.path("memory").asInt() + "m");
        add(options, "--stop-timeout=", container.path("stopTimeout"));
        container
                .path("environment")
                .forEach(
                        variable -> options.add("--env=" + variable.path("name").asText() + "="
                                + variable.path("value").asText()));
        container
                .path("mountPoints")
                .forEach(mount -> options.add(
                        "--volume=" + source(mount.path("sourceVolume").asText(), prefix) + ":"
                                + mount.path("containerPath").asText()));
        container.at("/linuxParameters/capabilities/drop").forEach(word -> add(options, "--cap-drop=", word));
        container.at("/linuxParameters/capabilities/add").forEach(word -> add(options, "--cap-add=", word));
        JsonNode shared = container.at("/linuxParameters/sharedMemorySize");
        if (shared.isNumber()) {
            options.add("--shm-size=" + shared.asInt() + "m");
        }
        container
                .path("ulimits")
                .forEach(limit -> options.add("--ulimit=" + limit.path("name").asText() + "="
                        + limit.path("softLimit").asInt() + ":"
                        + limit.path("hardLimit").asInt()));
        JsonNode check = container.path("healthCheck");
        List<String> words = new ArrayList<>();
        check.path("command").forEach(word -> words.add(word.asText()));
        options.add("--health-cmd=" + String.join(" ", words.subList(1, words.size())));
        options.add("--health-timeout=" + check.path("timeout").asInt() + "s");
        options.add("--health-retries=" + check.path("retries").asInt());
        options.add("--health-start-period=" + check.path("startPeriod").asInt() + "s");
        // Only this is not the definition's: each container would be found healthy after its 30 s.
        options.add("--health-interval=2s");
        return options;
    }

    private static void add(List<String> options, String option, JsonNode value) {
        if (value.isValueNode()) {
            options.add(option + value.asText());
        }
    }

    /** The folder of the host, or a volume of the engine where the definition names none. */
    private String source(String volume, String prefix) {
        String path = hostPaths.get(volume);
        return path.isEmpty() ? prefix + "-" + volume : path;
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":eu-west-1:123456789012:" + resource;
    }

    private static TestEngine.Result succeeds(TestEngine.Result result) {
        if (result.exitCode() != 0) {
            throw new AssertionError(result.toString());
        }
        return result;
    }
}
