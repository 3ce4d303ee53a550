package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.Environment.ServerImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A value that follows from others")
class DerivedTest {
    private static final String CONTAINERS = """
            containers:
              image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1
              cpu: 4096
            """;

    @TempDir
    private Path work;

    @Test
    void aTaskStartsAProcessForEachProcessorIfItsMemoryAllows() {
        assertThat(processes("containers", CONTAINERS + "  memory: 8192\n  maximum: 2\n"))
                .isEqualTo(4);
        assertThat(processes("containers", CONTAINERS.replace("4096", "1024") + "  memory: 8192\n  maximum: 2\n"))
                .as("two at least")
                .isEqualTo(2);
    }

    @Test
    void onAHostHalfOfTheMemoryIsForDatabaseAndCache() {
        assertThat(processes("containers", CONTAINERS + "  launch-type: ec2\n  memory: 2048\n"))
                .isEqualTo(2);
    }

    @Test
    void serversWithoutAWayOutSendTheirFiguresByAnEndpoint() {
        String monitoring = "monitoring: {enabled: true}\n";
        String managed = "web: {scaling: {minimum: 1}}\n";
        assertThat(endpoints("two-server", monitoring)).contains("monitoring");
        assertThat(endpoints("two-server", "")).doesNotContain("monitoring");
        assertThat(endpoints("managed", managed + monitoring + "network: {nat: none}\n"))
                .contains("monitoring");
        assertThat(endpoints("managed", managed + monitoring + "network: {nat: one}\n"))
                .as("it has a way out")
                .doesNotContain("monitoring");
    }

    @Test
    void endpointsThatTheFileNamesAreKeptAsTheyAre() {
        String given = "[s3, logs, secretsmanager, ssm, ssmmessages, monitoring]";
        assertThat(endpoints("two-server", "monitoring: {enabled: true}\nnetwork: {endpoints: " + given + "}\n"))
                .containsOnlyOnce("monitoring")
                .hasSize(6);
    }

    @Test
    void theImageIsForTheProcessorOfTheServer() {
        String arm = read("single-server", "data: {instance-type: t4g.large}\n")
                .topology()
                .image()
                .map(ServerImage::reference)
                .orElse("");
        assertThat(arm).endsWith("/image/arm64");
    }

    @Test
    void anImageIsAParameterOrAnAmi() {
        ServerImage parameter = ServerImage.ownParameter("demo", "arm64");
        assertThat(parameter.isParameter()).isTrue();
        assertThat(parameter.parameterName()).isEqualTo("/qis-aws/demo/image/arm64");
        assertThat(new ServerImage("ami-0123456789abcdef0").isParameter()).isFalse();
    }

    private int processes(String architecture, String keys) {
        return read(architecture, keys)
                .application()
                .orElseThrow()
                .workers()
                .processes()
                .orElseThrow();
    }

    private List<String> endpoints(String architecture, String keys) {
        Object value = read(architecture, keys).site().settings().values().get("network.endpoints");
        return ((List<?>) value).stream().map(Object::toString).toList();
    }

    private Environment read(String architecture, String keys) {
        String text = TestFiles.SHORTEST.replace("two-server", architecture) + keys;
        return EnvironmentFile.read(TestFiles.environment(work, "demo", text));
    }
}
