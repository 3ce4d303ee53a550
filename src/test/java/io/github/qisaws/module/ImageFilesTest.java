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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
