package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.TreeSet;
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
    private static final Pattern REFERENCE =
            Pattern.compile("(?:var|local|path)[.][a-z_0-9]+|aws_[a-z_0-9]+[.][a-z_0-9]+(?:\\[0])?[.][a-z_]+");
    private static final String STEPS =
            "settle,upgrade,packages,user,python,source,apache,postgresql,memcached,storage,logs,"
                    + "security,updates,scripts,cloudwatch,clean";

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
    void unpackTheArchiveUpgradeRebootAServerOnceAndCallTheSteps() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: the install steps run as root only");
        Path place = Files.createDirectory(folder.resolve("steps"));
        Files.createDirectory(place.resolve("systemd"));

        Ran first = install(place, 0, sha256(archive));
        assertThat(first.status()).as(first.output()).isEqualTo(194);
        assertThat(first.output())
                .contains("settle left out", "upgrade left out")
                .doesNotContain("packages");
        Ran afterReboot = install(place, 0, sha256(archive));
        assertThat(afterReboot.status()).as(afterReboot.output()).isZero();
        Ran installed = install(place, 1, sha256(archive));
        assertThat(installed.status()).as(installed.output()).isZero();
        assertThat(installed.output()).contains("packages left out", "scripts left out", "clean left out");
    }

    @Test
    void rebootNoContainer() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: the install steps run as root only");

        Ran ran = install(Files.createDirectory(folder.resolve("container")), 0, sha256(archive));

        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Test
    void refuseAnArchiveOfAnotherHash() throws Exception {
        Ran ran = install(Files.createDirectory(folder.resolve("refused")), 0, "0".repeat(64));

        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).doesNotContain("left out");
    }

    /** Runs the document's own commands; every step is left out, so nothing of this machine changes. */
    private static Ran install(Path place, int step, String sha256) throws IOException, InterruptedException {
        Files.write(place.resolve("qis-aws-server.tar.gz"), archive);
        String script = scripts("install")
                .get(step)
                .replace("/var/tmp/", place + "/")
                .replace("/run/systemd/system", place + "/systemd")
                .replace("{{ ArchiveSha256 }}", sha256)
                .replace("{{ SourceSha256 }}", "none")
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
                .containsSubsequence("systemctl start qis-role.service", "qis-health", "qis-image-test");
    }

    @Test
    void refuseAnImageThatServesNothing() throws Exception {
        Path place = Files.createDirectory(folder.resolve("silent"));
        standIns(place, "exit 0", "exit 22");

        assertThat(test(place).status()).isNotZero();
        assertThat(place.resolve("calls")).content().contains("qis-image-test");
    }

    @Test
    void refuseAnImageWhoseRoleDoesNotStart() throws Exception {
        Path place = Files.createDirectory(folder.resolve("broken"));
        standIns(place, "exit 1", "exit 0");

        assertThat(test(place).status()).isNotZero();
        assertThat(place.resolve("calls")).content().contains("journalctl").doesNotContain("qis-health");
    }

    private static void standIns(Path place, String systemctl, String test) throws IOException {
        Path programs = Files.createDirectories(place.resolve("bin"));
        Map<String, String> ends =
                Map.of("systemctl", systemctl, "qis-image-test", test, "qis-health", "exit 0", "journalctl", "exit 0");
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
                    assertThat(step.get("action")).isIn("ExecuteBash", "S3Download", "S3Upload");
                    // The first build of an account has no files of an earlier one.
                    assertThat(step.get("onFailure"))
                            .isEqualTo(step.get("name").equals("EarlierFiles") ? "Ignore" : "Abort");
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

    /**
     * AWS refuses another content with the same name and version. So the version must depend on all that forces a new
     * recipe, and a component has nothing but its document. Sources: image_recipe.go, container_recipe.go, and component.go
     * of the AWS provider (ForceNew), and the API reference of CreateImageRecipe.
     */
    @Test
    void giveEachRecipeAVersionThatDependsOnAllOfItsContent() throws IOException {
        var module = new ObjectMapper()
                .readTree(Path.of("modules/image/main.tf.json").toFile());
        var resources = module.path("resource");
        for (String type : List.of("aws_imagebuilder_image_recipe", "aws_imagebuilder_container_recipe")) {
            ObjectNode recipe = resources.path(type).path("this").deepCopy();
            recipe.remove(List.of("version", "name", "tags", "lifecycle", "count"));
            String version = resources.path(type).path("this").path("version").asText();
            Set<String> causes = new TreeSet<>();
            collect(recipe, module, causes);
            assertThat(causes).as(type).hasSizeGreaterThan(6);
            for (String cause : causes) {
                assertThat(version).as(type + " depends on " + cause).contains(cause);
            }
        }
        resources.path("aws_imagebuilder_component").forEach(component -> assertThat(component.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("data", "lifecycle", "name", "platform", "tags", "version"));
    }

    /** What the expressions of a recipe refer to; a component by its version, an object by what its address consists of. */
    private static void collect(JsonNode node, JsonNode module, Set<String> causes) {
        if (node.isObject() && node.has("value")) {
            // The names of parameters change with the document of the component only.
            collect(node.path("value"), module, causes);
            return;
        }
        node.forEach(child -> collect(child, module, causes));
        if (node.isValueNode() && !node.asText().contains("${")) {
            causes.add(node.asText());
        }
        Matcher references = REFERENCE.matcher(node.asText());
        while (references.find()) {
            String reference = references.group();
            switch (reference) {
                case "local.source" -> collect(module.path("locals").path("source"), module, causes);
                case "aws_s3_object.archive.bucket" -> causes.add("aws_s3_bucket.this.bucket");
                case "aws_s3_object.archive.key" -> causes.add("local.archive_sha256");
                default ->
                    causes.add(reference.replaceFirst("^(aws_imagebuilder_component[.][a-z]+)[.]arn$", "$1.version"));
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
