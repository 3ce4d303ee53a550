package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the only server is told, and that web servers can be put beside it. */
class SingleServerCallsTest {
    private static final String LEAST =
            "region: eu-west-1\naccount: \"123456789012\"\narchitecture: single-server\nhost-name: images.example.com\n";

    @TempDir
    private Path folder;

    @Test
    void theOnlyServerIsAFullServerBehindTheLoadBalancer() throws IOException {
        assertThat(calls(LEAST).stream().map(Call::name))
                .containsExactly("network", "firewall", "load-balancer", "data-server");
        assertThat(server(LEAST))
                .containsEntry("role", "full-server")
                .containsEntry("target_group_arn", "${module.load-balancer.target_group_arn}")
                .containsEntry(
                        "security_group_ids",
                        "${distinct(concat(module.firewall.web_group_ids, module.firewall.data_group_ids))}")
                .containsEntry(
                        "role_settings",
                        Map.of(
                                "QIS_PUBLIC_HOST_NAME", "images.example.com",
                                "QIS_PROXY_SERVERS", "1",
                                "QIS_MAX_CONNECTIONS", "300",
                                "QIS_THREADS", "15",
                                "QIS_POOL_SIZE", "3"));
    }

    @Test
    void processesAreThoseOfTheFileOrAreLeftToTheServer() throws IOException {
        assertThat(server(LEAST + "web: {processes: 1}\n"))
                .extracting("role_settings", InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("QIS_PROCESSES", "1");
    }

    @Test
    void growingMovesNeitherTheServerNorItsData() throws IOException {
        for (String layout : List.of("network: {layout: open}\n", "network: {layout: tiered}\n")) {
            SortedMap<String, Object> before = server(LEAST + layout);
            SortedMap<String, Object> after = server((LEAST + layout).replace("single-server", "two-server"));

            Set<String> changed = new TreeSet<>(after.keySet());
            changed.removeIf(input -> after.get(input).equals(before.get(input)));
            assertThat(changed).containsExactly("role", "role_settings", "security_group_ids", "target_group_arn");
        }
    }

    private SortedMap<String, Object> server(String yaml) throws IOException {
        return calls(yaml).stream()
                .filter(call -> call.name().equals("data-server"))
                .findFirst()
                .orElseThrow()
                .arguments();
    }

    private List<Call> calls(String yaml) throws IOException {
        Path environment = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(environment.resolve("environment.yaml"), yaml);
        return Architectures.deploymentOf(EnvironmentFile.read(environment)).calls();
    }
}
