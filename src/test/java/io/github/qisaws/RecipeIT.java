package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes of CONTRIBUTING for an input and a component are complete: in a copy of the tree, edits of just the files
 * that its tables name compile, and everything else follows.
 */
class RecipeIT {
    private static final String JAVA = "src/main/java/io/github/qisaws/";
    private static final String PYTHON = "src/main/resources/io/github/qisaws/server/lib/qis_server/";

    private static final Map<String, Edit> INPUT = Map.of(
            JAVA + "environment/LoadBalancerKeys.java",
            Edit.before(
                    "    // Apache keeps an idle connection",
                    "    static final Key<String> DESYNC = LOAD_BALANCER.key(\"desync-mitigation\","
                            + " ChoiceType.of(java.util.List.of(\"monitor\", \"defensive\", \"strictest\")),"
                            + " Default.of(\"defensive\"), \"What happens to requests that may be smuggled.\");\n"),
            JAVA + "architecture/LoadBalancerComponent.java",
            Edit.before(
                    "                Input.of(\"load-balancer.access-logs\")",
                    "                Input.of(\"load-balancer.desync-mitigation\").build(),\n"),
            JAVA + "module/LoadBalancerModule.java",
            new Edit(Map.of(
                    ".desyncMitigationMode(\"defensive\")", ".desyncMitigationMode(b.var(\"desync_mitigation\"))")));

    private static final Map<String, Edit> SERVER_SETTING = Map.of(
            JAVA + "environment/WebKeys.java",
            Edit.before(
                            "    static final Key<Integer> MINIMUM",
                            "    static final Key<String> PROBE = WEB.key(\"probe\", ChoiceType.of(List.of(\"on\", \"off\")),"
                                    + " Default.of(\"on\"), \"Whether the health check asks the site.\");\n")
                    .and(
                            "            RoleSetting.of(Part.WEB, THREADS)",
                            "            RoleSetting.of(Part.WEB, PROBE),\n"),
            PYTHON + "health.py",
            new Edit(Map.of(
                    "    if \"web\" in role.parts:\n        checks[\"shallow\"]",
                    "    if \"web\" in role.parts and role[\"QIS_PROBE\"] == \"on\":\n        checks[\"shallow\"]")));

    private static final Map<String, Edit> COMPONENT = Map.of(
            JAVA + "architecture/BulletinComponent.java",
            Edit.newFile("BulletinComponent.java.txt"),
            JAVA + "module/BulletinModule.java",
            Edit.newFile("BulletinModule.java.txt"),
            JAVA + "module/Modules.java",
            Edit.before("            new NetworkModule(),", "            new BulletinModule(),\n"),
            JAVA + "architecture/CareComponents.java",
            Edit.before(
                    "        return components;",
                    "        components.add(BulletinComponent.call(environment, front.loadBalancer()));\n"));

    @TempDir
    private static Path folder;

    private static TreeCopy copy;

    /** Texts to replace, or a whole new file. */
    private record Edit(Map<String, String> replaced) {
        /** Adds lines in front of the anchor. */
        static Edit before(String anchor, String lines) {
            return new Edit(Map.of(anchor, lines + anchor));
        }

        static Edit newFile(String resource) {
            return new Edit(Map.of("", resource));
        }

        Edit and(String anchor, String lines) {
            Map<String, String> both = new TreeMap<>(replaced);
            both.put(anchor, lines + anchor);
            return new Edit(both);
        }

        void apply(Path file) throws IOException {
            if (replaced.containsKey("")) {
                Files.copy(Path.of("src/test/resources/recipe", replaced.get("")), file);
                return;
            }
            String text = Files.readString(file);
            for (Map.Entry<String, String> each : replaced.entrySet()) {
                assertThat(text).as(file.toString()).containsOnlyOnce(each.getKey());
                text = text.replace(each.getKey(), each.getValue());
            }
            Files.writeString(file, text);
        }
    }

    @BeforeAll
    static void followTheRecipes() throws Exception {
        copy = TreeCopy.in(folder);
        for (Map<String, Edit> recipe : List.of(INPUT, SERVER_SETTING, COMPONENT)) {
            for (Map.Entry<String, Edit> edit : recipe.entrySet()) {
                edit.getValue().apply(folder.resolve(edit.getKey()));
            }
        }
        Set<String> edited = new TreeSet<>(INPUT.keySet());
        edited.addAll(SERVER_SETTING.keySet());
        edited.addAll(COMPONENT.keySet());
        assertThat(copy.changed()).isEqualTo(edited);
        copy.compile();
        Path environment = folder.resolve("environments/demo/environment.yaml");
        Files.writeString(
                environment,
                Files.readString(environment)
                        .replace("web:\n", "web:\n  probe: off\n")
                        .replace("load-balancer:\n", "load-balancer:\n  desync-mitigation: strictest\n"));
        copy.regenerate();
    }

    @Test
    void anInputTakesTheThreeFilesOfItsTable() throws IOException {
        assertThat(INPUT).hasSize(3).containsOnlyKeys(table("### An attribute of a resource"));
    }

    @Test
    void aSettingOfTheServersTakesTheTwoFilesOfItsTable() throws IOException {
        assertThat(SERVER_SETTING).hasSize(2).containsOnlyKeys(table("### A setting of the servers"));
    }

    @Test
    void aComponentTakesTheFourFilesOfItsTable() throws IOException {
        assertThat(COMPONENT).hasSize(4).containsOnlyKeys(table("## Add a component"));
    }

    @Test
    void schemaAndReferenceHaveTheKeys() throws Exception {
        JsonNode keys = new ObjectMapper()
                .readTree(copy.text("environment.EnvironmentSchema", "json"))
                .path("properties");
        assertThat(keys.at("/web/properties/probe/enum")).hasToString("[\"on\",\"off\"]");
        assertThat(keys.at("/load-balancer/properties/desync-mitigation/default")
                        .asText())
                .isEqualTo("defensive");
        assertThat(copy.text("environment.EnvironmentSchema", "reference"))
                .contains(
                        "| `web.probe` | on, off |",
                        "| `load-balancer.desync-mitigation` | monitor, defensive, strictest |");
    }

    @Test
    void theModulesHaveVariablesWithValidationAndUseThem() throws IOException {
        JsonNode balancer = json("modules/load-balancer/variables.tf.json").at("/variable/desync_mitigation");
        assertThat(balancer.path("type").asText()).isEqualTo("string");
        assertThat(balancer.path("default").asText()).isEqualTo("defensive");
        assertThat(balancer.at("/validation/0/error_message").asText())
                .isEqualTo("desync_mitigation must be one of monitor, defensive, strictest.");
        assertThat(json("modules/load-balancer/main.tf.json")
                        .at("/resource/aws_lb/this/desync_mitigation_mode")
                        .asText())
                .isEqualTo("${var.desync_mitigation}");
        for (String module : List.of("web-tier", "data-server", "containers")) {
            assertThat(Files.readString(folder.resolve("modules/" + module + "/variables.tf.json")))
                    .contains("regex(\\\"^(on|off)?$\\\", var.role_settings.QIS_PROBE)")
                    .contains("role_settings.QIS_PROBE must be one of on, off.");
        }
    }

    @Test
    void theConfigurationPassesTheValuesOfTheFile() throws IOException {
        JsonNode modules = json("environments/demo/main.tf.json").path("module");
        assertThat(modules.at("/load-balancer/desync_mitigation").asText()).isEqualTo("strictest");
        assertThat(modules.at("/web-tier/role_settings/QIS_PROBE").asText()).isEqualTo("off");
        assertThat(modules.at("/data-server/role_settings/QIS_PROBE").isMissingNode())
                .isTrue();
        assertThat(json("environments/single/main.tf.json")
                        .at("/module/data-server/role_settings/QIS_PROBE")
                        .asText())
                .isEqualTo("on");
    }

    @Test
    void theServersKnowTheSetting() throws Exception {
        String least = "QIS_ROLE=full-server\\nQIS_REGION=eu-west-1\\nQIS_ENVIRONMENT=demo\\nQIS_SECRET_ID=qis/demo\\n";
        assertThat(copy.python("print(role_file.check('" + least + "', 'it')['QIS_PROBE'])"))
                .isEqualTo("on\n");
        assertThat(copy.python("print(role_file.check('" + least + "QIS_PROBE=off\\n', 'it')['QIS_PROBE'])"))
                .isEqualTo("off\n");
        assertThat(copy.python("try: role_file.check('" + least
                        + "QIS_PROBE=loud\\n', 'it')\nexcept Exception as e: print(e)"))
                .contains("QIS_PROBE has a value of the wrong form: 'loud'");
    }

    @Test
    void anErrorLeadsBackToTheKey() throws Exception {
        assertThat(copy.keyOf("load-balancer", "desync_mitigation")).contains("load-balancer.desync-mitigation");
        assertThat(copy.keyOf("web-tier", "role_settings.QIS_PROBE")).contains("web.probe");
    }

    @Test
    void theComponentIsAModuleThatEnvironmentsUse() throws IOException {
        assertThat(json("modules/bulletin/main.tf.json")
                        .at("/resource/aws_sns_topic/this/display_name")
                        .asText())
                .isEqualTo("${var.subject}");
        assertThat(json("modules/bulletin/outputs.tf.json")
                        .at("/output/topic_arn/value")
                        .asText())
                .isEqualTo("${aws_sns_topic.this.arn}");
        assertThat(folder.resolve("modules/bulletin/README.md")).isRegularFile();
        JsonNode call = json("environments/demo/main.tf.json").at("/module/bulletin");
        assertThat(call.path("subject").asText()).isEqualTo("${module.load-balancer.dns_name}");
        assertThat(call.at("/tags/qis-aws:component").asText()).isEqualTo("bulletin");
    }

    private static JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(path).toFile());
    }

    /** The first file of each row with a number, in the table after a heading. */
    private static String[] table(String heading) throws IOException {
        String text = Files.readString(Path.of(".github/CONTRIBUTING.md"));
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        Stream<String> rows = text.substring(start).lines().skip(2).takeWhile(line -> !line.startsWith("#"));
        return rows.filter(line -> line.matches("\\| [0-9] \\|.*"))
                .map(line -> Pattern.compile("`([^`]+)`")
                        .matcher(line)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1))
                .map(name -> name.replace("NAME", "Bulletin"))
                .map(name -> name.startsWith("src/") ? name : JAVA + name)
                .toArray(String[]::new);
    }
}
