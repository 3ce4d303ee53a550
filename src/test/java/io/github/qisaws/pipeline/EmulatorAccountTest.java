package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment needs in a new account before it can be planned. */
class EmulatorAccountTest {
    private static final String MINIMAL = """
            region: eu-west-1
            account: "123456789012"
            architecture: two-server
            host-name: images.example.com
            operator-email: ops@example.com
            """;

    @TempDir
    Path folder;

    private final List<String> created = new ArrayList<>();

    @Test
    void aUserOfTheDemoGetsBucketImageAndCertificate() {
        prepare(EnvironmentFile.read(Path.of("environments/demo")));
        assertThat(created)
                .containsExactly(
                        "bucket of demo", "eu-west-1 /qis-aws/demo/image/x86_64 for x86_64", "certificate of demo");
    }

    @Test
    void aStateInHcpTerraformNeedsNoBucket() throws IOException {
        prepare(environment("state: {cloud: {organization: acme, workspace: qis}}\n"));
        assertThat(created).isNotEmpty().noneMatch(each -> each.startsWith("bucket"));
    }

    @Test
    void theImageFitsTheProcessorOfTheServers() throws IOException {
        prepare(environment("""
                image: ssm:/acme/arm64
                web: {instance-type: t4g.medium}
                data: {instance-type: t4g.large}
                """));
        assertThat(created).contains("eu-west-1 /acme/arm64 for arm64");
    }

    @Test
    void anImageThatIsThereIsNotMade() throws IOException {
        prepare(environment("image: ami-0123456789abcdef0\n"));
        prepare(environment("image: ssm:/aws/service/debian/release/12/latest/amd64\n"));
        assertThat(created).isNotEmpty().noneMatch(each -> each.startsWith("eu-west-1"));
    }

    @Test
    void onlyACertificateThatIsImportedIsMade() throws IOException {
        prepare(environment("load-balancer: {certificate: {arn: \"arn:aws:acm:eu-west-1:123456789012:certificate/"
                + "01234567-89ab-cdef-0123-456789abcdef\"}}\n"));
        assertThat(created).isNotEmpty().noneMatch(each -> each.startsWith("certificate"));
    }

    @Test
    void theZonesThatTheFileNamesAreMade() throws IOException {
        prepare(environment("""
                load-balancer: {certificate: {dns-zone: Z0123456789ABC}}
                edge: {cloudfront: true, dns-zone: Z0123456789DEF}
                """));
        assertThat(created).contains("zone Z0123456789ABC example.com", "zone Z0123456789DEF example.com");
        created.clear();
        prepare(environment(""));
        assertThat(created).isNotEmpty().noneMatch(each -> each.startsWith("zone"));
    }

    @Test
    void anEnvironmentWithoutALoadBalancerNeedsNoCertificate() {
        prepare(EnvironmentFile.read(Path.of("environments/images")));
        assertThat(created).contains("bucket of images").noneMatch(each -> each.startsWith("certificate"));
    }

    @Test
    void plainTerraformGetsTheProvidersSettingsAndWhatTheEmulatorCannotDo() {
        var files = EmulatorAccount.overrideFiles(EnvironmentFile.read(Path.of("environments/demo")));
        assertThat(files).hasSize(2).allSatisfy((name, text) -> {
            assertThat(name).endsWith("_override.tf.json");
            assertThat(text).isNotBlank();
        });
    }

    private Environment environment(String more) throws IOException {
        Path acme = Files.createDirectories(folder.resolve("acme"));
        Files.writeString(acme.resolve(EnvironmentFile.NAME), MINIMAL + more);
        return EnvironmentFile.read(acme);
    }

    private void prepare(Environment environment) {
        new EmulatorAccount(new Setup()).prepare(environment);
    }

    /** Notes what is asked for. */
    private final class Setup implements EmulatorAccount.Setup {
        @Override
        public void stateBucket(Environment environment) {
            created.add("bucket of " + environment.name());
        }

        @Override
        public void image(String region, String parameter, String processor) {
            created.add(region + " " + parameter + " for " + processor);
        }

        @Override
        public void zone(Environment environment, String id, String name) {
            created.add("zone " + id + " " + name);
        }

        @Override
        public void certificate(Environment environment) {
            created.add("certificate of " + environment.name());
        }
    }
}
