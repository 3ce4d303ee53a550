package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the image module carries along, unpacked and run by the real tools. */
@DisplayName("The files of the image module")
class ImageFilesTest {
    private static final Pattern SCRIPT = Pattern.compile("(?m)^            - \\|\\n((?:              .*\\n)+)");
    private static final String STEPS = "packages,user,python,source,apache,postgresql,memcached,storage,logs,security,"
            + "scripts,cloudwatch,clean";

    @TempDir
    static Path folder;

    private static Map<String, String> files;
    private static byte[] archive;

    @BeforeAll
    static void make() {
        files = new ImageModule().files();
        archive = files.get(ImageModule.ARCHIVE).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void areTheSameBytesEachTime() {
        assertThat(new ImageModule().files()).isEqualTo(files);
    }

    @Test
    void holdEveryServerScriptAsTarUnpacksIt() throws IOException, InterruptedException {
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Path file = Files.write(folder.resolve("server.tar.gz"), archive);
        Ran tar = run("tar", "-xzf", file.toString(), "-C", unpacked.toString());
        assertThat(tar.status()).as(tar.output()).isZero();

        var expected = ServerFiles.all();
        expected.keySet().removeIf(name -> name.startsWith("imagebuilder/") || name.startsWith("container/"));
        assertThat(expected).hasSizeGreaterThan(50);
        for (var entry : expected.entrySet()) {
            assertThat(unpacked.resolve(entry.getKey())).hasBinaryContent(entry.getValue());
        }
        assertThat(unpacked.resolve("bin/qis-role")).isExecutable();
    }

    /** The command "upgrade database" decides by this tag. */
    @Test
    void haveThePostgresqlThatTheTagOfTheAmiNames() throws IOException {
        String system = new String(ServerFiles.all().get("install/system.sh"), StandardCharsets.UTF_8);
        Matcher versions = Pattern.compile("(?m)^  (ubuntu|amzn):[0-9]+\\)\\s[^;]*?POSTGRESQL_MAJOR=([0-9]+)")
                .matcher(system);
        Map<String, String> majors = new TreeMap<>();
        while (versions.find()) {
            majors.put(versions.group(1), versions.group(2));
        }
        assertThat(Files.readString(Path.of("modules/image/main.tf.json")))
                .contains("\\\"qis-aws:postgresql\\\" = var.system == \\\"ubuntu\\\" ? \\\"" + majors.get("ubuntu")
                        + "\\\" : \\\"" + majors.get("amzn") + "\\\"");
    }

    @Test
    void holdDocumentsWhoseCommandsBashUnderstands() throws IOException, InterruptedException {
        for (String component : ImageModule.COMPONENTS) {
            List<String> scripts = scripts(component);
            assertThat(scripts).as(component).isNotEmpty();
            for (String script : scripts) {
                Ran checked = run("bash", "-n", "-c", script);
                assertThat(checked.status())
                        .as(component + ": " + checked.output())
                        .isZero();
            }
        }
    }

    @Test
    void unpackTheArchiveAndCallTheStepsAsTheInstallDocumentSays() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: the install steps run as root only");
        Ran ran = install("steps", sha256(archive));

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("packages left out", "scripts left out", "clean left out");
    }

    @Test
    void refuseAnArchiveOfAnotherHash() throws Exception {
        Ran ran = install("refused", "0".repeat(64));

        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).doesNotContain("left out");
    }

    /** Runs the document's own commands; every step is left out, so nothing of this machine changes. */
    private static Ran install(String name, String sha256) throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve(name));
        Files.write(place.resolve("qis-aws-server.tar.gz"), archive);
        String script = scripts("install")
                .get(0)
                .replace("/tmp/", place + "/")
                .replace("{{ ArchiveSha256 }}", sha256)
                .replace("{{ Skip }}", STEPS);
        assertThat(script).doesNotContain("{{");
        return run("bash", "-c", script);
    }

    /** As far as this machine goes: the image's own programs are stand-ins that note how they are called. */
    @Test
    void serveAnImageBeforeItIsReleasedAsTheTestDocumentSays() throws Exception {
        Path place = Files.createDirectory(folder.resolve("released"));
        standIns(place, "exit 0", "exit 0");

        Ran ran = test(place);

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(place.resolve("role.env")).content().isEqualTo("""
                        QIS_ROLE=full-server
                        QIS_REGION=eu-west-1
                        QIS_ENVIRONMENT=image-test
                        QIS_SECRET_ID=arn:secret
                        QIS_WAIT_SECONDS=600
                        """);
        assertThat(place.resolve("calls"))
                .content()
                .containsSubsequence(
                        "systemctl start qis-role.service",
                        "qis-health",
                        "curl --fail",
                        "http://127.0.0.1/image?src=qis-health/probe.png&width=8",
                        "python -c");
    }

    @Test
    void refuseAnImageThatServesNothing() throws Exception {
        Path place = Files.createDirectory(folder.resolve("silent"));
        standIns(place, "exit 0", "exit 22");

        assertThat(test(place).status()).isNotZero();
        assertThat(place.resolve("calls")).content().contains("curl --fail").doesNotContain("python -c");
    }

    @Test
    void refuseAnImageWhoseRoleDoesNotStart() throws Exception {
        Path place = Files.createDirectory(folder.resolve("broken"));
        standIns(place, "exit 1", "exit 0");

        assertThat(test(place).status()).isNotZero();
        assertThat(place.resolve("calls")).content().contains("journalctl").doesNotContain("qis-health");
    }

    private static void standIns(Path place, String systemctl, String curl) throws IOException {
        Path programs = Files.createDirectories(place.resolve("bin"));
        Map<String, String> ends = Map.of(
                "systemctl",
                systemctl,
                "curl",
                curl,
                "qis-health",
                "exit 0",
                "journalctl",
                "exit 0",
                "python",
                "exit 0");
        for (Map.Entry<String, String> program : ends.entrySet()) {
            Path file = programs.resolve(program.getKey());
            Files.writeString(
                    file,
                    "#!/bin/bash\nprintf '%s ' " + program.getKey() + " \"$@\" >> " + place.resolve("calls") + "\n"
                            + program.getValue() + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    private static Ran test(Path place) throws IOException, InterruptedException {
        String script = "PATH=" + place.resolve("bin") + ":$PATH\n"
                + scripts("test")
                        .get(0)
                        .replace("/etc/qis/", place + "/")
                        .replace("/opt/qis/bin/python", "python")
                        .replace("{{ Region }}", "eu-west-1")
                        .replace("{{ SecretId }}", "arn:secret");
        assertThat(script).doesNotContain("{{");
        return run("bash", "-c", script);
    }

    /** What Image Builder would refuse only when the component is made: its document schema, by its own names. */
    @Test
    void areDocumentsOfImageBuildersSchema() {
        for (String component : ImageModule.COMPONENTS) {
            Map<?, ?> document = (Map<?, ?>)
                    new Load(LoadSettings.builder().build()).loadFromString(files.get("files/" + component + ".yaml"));
            assertThat(document.get("schemaVersion")).as(component).isEqualTo(1.0);
            assertThat(Set.<Object>of("name", "description", "schemaVersion", "parameters", "phases"))
                    .as(component)
                    .containsAll(document.keySet());
            for (Object phase : (List<?>) document.get("phases")) {
                assertThat(((Map<?, ?>) phase).get("name")).isIn("build", "validate", "test");
                for (Object each : (List<?>) ((Map<?, ?>) phase).get("steps")) {
                    Map<?, ?> step = (Map<?, ?>) each;
                    assertThat(step.get("action")).isIn("ExecuteBash", "S3Download");
                    assertThat(step.get("onFailure")).isEqualTo("Abort");
                    assertThat((Integer) step.get("timeoutSeconds")).isPositive();
                    assertThat(step.get("inputs")).isNotNull();
                }
            }
        }
    }

    private static List<String> scripts(String component) {
        Matcher matcher = SCRIPT.matcher(files.get("files/" + component + ".yaml"));
        return matcher.results()
                .map(found -> found.group(1).replaceAll("(?m)^ {14}", ""))
                .toList();
    }

    /** What the recipe hands over must be what the documents declare: AWS would only say so at the build. */
    @Test
    void declareEveryParameterThatTheRecipesGive() throws IOException {
        var resources = new ObjectMapper()
                .readTree(Path.of("modules/image/main.tf.json").toFile())
                .path("resource");
        for (String type : List.of("aws_imagebuilder_image_recipe", "aws_imagebuilder_container_recipe")) {
            var components = resources.path(type).path("this").path("component");
            assertThat(components).as(type).isNotEmpty();
            for (var component : components) {
                String name = component.path("component_arn").asText().split("\\.", -1)[1];
                for (var parameter : component.path("parameter")) {
                    assertThat(files.get("files/" + name + ".yaml"))
                            .contains("  - " + parameter.path("name").asText() + ":\n");
                }
            }
        }
    }

    private record Ran(int status, String output) {}

    private static Ran run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
