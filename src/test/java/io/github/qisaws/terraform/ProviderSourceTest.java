package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSourceTest {
    private static final String PACKAGE = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64";
    private static final String INSTALLATION = "provider_installation {\n  direct {}\n}\n";

    @TempDir
    Path root;

    private final Map<String, String> ours = new HashMap<>();
    private Path home;
    private Path directory;

    @BeforeEach
    void machine() throws IOException {
        home = Files.createDirectories(root.resolve("home/me"));
        directory = Files.createDirectories(root.resolve("work"));
        ours.put("HOME", home.toString());
        ours.put("XDG_DATA_DIRS", root.resolve("usr/share").toString());
    }

    @Test
    void eachSourceComesBeforeTheNext() throws IOException {
        ProviderInstallation registry = resolve(EngineBinary.Kind.TERRAFORM);
        assertThat(registry.kind()).isEqualTo(ProviderInstallation.Kind.REGISTRY);
        assertThat(registry.tried().toString())
                .contains(
                        ".terraformrc does not exist",
                        "--provider-mirror",
                        "terraform.d/plugins",
                        "/opt",
                        "the registry");
        assertThat(Path.of(registry.environment().get("TF_PLUGIN_CACHE_DIR"))).isDirectory();

        Files.createDirectories(root.resolve("opt/some-mirror").resolve(PACKAGE));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).told())
                .isEqualTo("provider from " + root.resolve("opt/some-mirror"));

        Files.createDirectories(home.resolve(".terraform.d/plugins").resolve(PACKAGE));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).kind()).isEqualTo(ProviderInstallation.Kind.IMPLIED_MIRROR);
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).environment()).isEmpty();

        Files.createDirectories(root.resolve("given").resolve(PACKAGE));
        ours.put(ProviderSource.VARIABLE, root.resolve("given").toString());
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).told()).isEqualTo("provider from " + root.resolve("given"));

        Files.writeString(home.resolve(".terraformrc"), INSTALLATION);
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).kind()).isEqualTo(ProviderInstallation.Kind.OWN_CONFIGURATION);
    }

    @Test
    void aVariableThatNamesAMissingFileIsAsGoodAsNotSet() throws IOException {
        ours.put("TF_CLI_CONFIG_FILE", root.resolve("missing").toString());
        ProviderInstallation installation = resolve(EngineBinary.Kind.TERRAFORM);

        assertThat(installation.environment()).doesNotContainKey("TF_CLI_CONFIG_FILE");
        assertThat(installation.tried().get(0)).contains("missing, which does not exist");
    }

    @Test
    void theirOwnFileWithoutAWordOnProvidersIsKeptForItsCredentials() throws IOException {
        Path file = Files.writeString(root.resolve("my.tfrc"), "credentials \"app.terraform.io\" { token = \"x\" }\n");
        ours.put("TF_CLI_CONFIG_FILE", file.toString());
        Files.createDirectories(root.resolve("opt/m").resolve(PACKAGE));
        ProviderInstallation installation = resolve(EngineBinary.Kind.TERRAFORM);

        assertThat(installation.kind()).isEqualTo(ProviderInstallation.Kind.MIRROR);
        assertThat(installation.environment()).containsEntry("TF_CLI_CONFIG_FILE", file.toString());
    }

    @Test
    void anOpenTofuSeesTheMirrorUnderItsOwnRegistrysName() throws IOException {
        Path real = Files.createDirectories(root.resolve("opt/m").resolve(PACKAGE));
        String dataFolders = resolve(EngineBinary.Kind.OPENTOFU).environment().get("XDG_DATA_DIRS");
        Path view = Path.of(dataFolders.split(":", -1)[0]);

        assertThat(view.resolve("terraform/plugins/registry.opentofu.org/hashicorp/aws/5.100.0/linux_amd64"))
                .isSymbolicLink()
                .isDirectory();
        assertThat(view.resolve("terraform/plugins/registry.opentofu.org/hashicorp/aws/5.100.0/linux_amd64")
                        .toRealPath())
                .isEqualTo(real.toRealPath());
    }

    @Test
    void aGivenMirrorWithoutTheProviderIsRefused() {
        assertThatThrownBy(() -> source(EngineBinary.Kind.TERRAFORM).resolve(Optional.of(root.toString()), directory))
                .hasMessageContaining("provider mirror does not contain the AWS provider")
                .hasMessageContaining("linux_amd64");
    }

    @Test
    void aMirrorForAnotherPlatformIsNone() throws IOException {
        Files.createDirectories(root.resolve("opt/m").resolve(PACKAGE.replace("amd64", "arm64")));

        assertThat(resolve(EngineBinary.Kind.TERRAFORM).kind()).isEqualTo(ProviderInstallation.Kind.REGISTRY);
    }

    @Test
    void aMirrorsVersionsAreListedTogetherWithThoseOfImpliedFolders() throws IOException {
        Path given = root.resolve("given/registry.terraform.io/hashicorp/aws");
        Files.createDirectories(given.resolve("6.48.0/linux_amd64"));
        Files.createDirectories(given.resolve("6.50.0/darwin_arm64"));
        Files.createFile(given.resolve("terraform-provider-aws_6.49.0_linux_amd64.zip"));
        Files.createFile(given.resolve("terraform-provider-aws_6.51.0_linux_arm64.zip"));
        Files.createDirectories(home.resolve(".terraform.d/plugins").resolve(PACKAGE));

        assertThat(resolve(EngineBinary.Kind.TERRAFORM).offered()).hasToString("[5.100.0]");
        ours.put(ProviderSource.VARIABLE, root.resolve("given").toString());
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).offered())
                .extracting(Version::text)
                .containsExactlyInAnyOrder("6.48.0", "6.49.0", "5.100.0");
        assertThat(resolve(EngineBinary.Kind.OPENTOFU).offered())
                .extracting(Version::text)
                .containsExactlyInAnyOrder("6.48.0", "6.49.0");
    }

    @Test
    void onlyARegistryIsAskedForItsVersions() throws IOException {
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry())
                .contains(URI.create("https://registry.terraform.io/v1/providers/"));
        assertThat(resolve(EngineBinary.Kind.OPENTOFU).registry())
                .contains(URI.create("https://registry.opentofu.org/v1/providers/"));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).offered()).isEmpty();

        Path file = home.resolve(".terraformrc");
        Files.writeString(file, "provider_installation {\n  direct {}\n}\n");
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).isPresent();
        Files.writeString(file, "provider_installation {\n  network_mirror {\n    url = \"x\"\n  }\n  direct {}\n}\n");
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).isEmpty();
    }

    @Test
    void theHostBlockOfTheirOwnFileNamesTheRegistry() throws IOException {
        String block = """
                # host "registry.terraform.io" { services = { "providers.v1" = "https://comment/" } }
                host "example.com" {
                  services = { "providers.v1" = "https://other/" }
                }
                host "registry.terraform.io" {
                  services = {
                    "modules.v1"   = "https://private/modules/",
                    "providers.v1" = "%s"
                  }
                }
                """;
        Path file = Files.writeString(home.resolve(".terraformrc"), block.formatted("https://private/p/"));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).contains(URI.create("https://private/p/"));
        assertThat(resolve(EngineBinary.Kind.OPENTOFU).registry())
                .contains(URI.create("https://registry.opentofu.org/v1/providers/"));
        Files.writeString(file, block.formatted("/own/"));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry())
                .contains(URI.create("https://registry.terraform.io/own/"));
        Files.writeString(file, block.formatted("not an address"));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).isEmpty();
        Files.writeString(
                file, "{\"host\": {\"registry.terraform.io\": {\"services\": {\"providers.v1\": \"http://json/\"}}}}");
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).contains(URI.create("http://json/"));
        Files.writeString(file, block.formatted("httpx://private/p/"));
        assertThat(resolve(EngineBinary.Kind.TERRAFORM).registry()).isEmpty();
    }

    private ProviderInstallation resolve(EngineBinary.Kind kind) {
        return source(kind).resolve(Optional.empty(), directory);
    }

    private ProviderSource source(EngineBinary.Kind kind) {
        EngineBinary engine = new EngineBinary(
                Path.of("/usr/bin/engine"), kind, Version.parse("1.11.4").orElseThrow(), "linux_amd64");
        return new ProviderSource(engine, ours, root.resolve("cache"), root);
    }
}
