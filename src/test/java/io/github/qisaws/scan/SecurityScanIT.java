package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.PlanJson;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.module.Modules;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.Guard;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.scan.Checkov.Failure;
import io.github.qisaws.scan.Checkov.Scan;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A security scanner over the modules and over the plan of {@code production}: each finds what the other misses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityScanIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Environment PRODUCTION = EnvironmentFile.read(Path.of("environments", "production"));
    private static final List<Accepted> ACCEPTED = Accepted.read();

    @TempDir
    private static Path folder;

    private Checkov checkov;
    private Emulator emulator;
    private JsonNode plan;
    private Scan ofModules;
    private Scan ofPlan;

    @BeforeAll
    void scan() throws IOException {
        TestEngine engine = TestEngine.find();
        checkov = new Checkov(engine.in(TestEngine.OURS));
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        Path modules = TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        Path file = plan(engine);
        plan = JSON.readTree(file.toFile());
        ofModules = checkov.ofJson(modules);
        ofPlan = checkov.ofPlan(file);
    }

    @AfterAll
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void theModulesFailNothingButWhatIsAcceptedWithAReason() {
        assertThat(ofModules.checks()).as("checks made").isGreaterThan(220);
        assertThat(unaccepted(ofModules)).isEmpty();
    }

    /** The scanner knows no terraform block with a plain value, as required_version is; resources are elsewhere. */
    @Test
    void onlyFilesWithoutResourcesAreUnreadableToTheScanner() throws IOException {
        List<String> unreadable = new ArrayList<>();
        for (Contract contract : Modules.contracts()) {
            unreadable.add(contract.name() + "/examples/basic/main.tf.json");
            unreadable.add(contract.name() + "/versions.tf.json");
            String moved = contract.name() + "/moved.tf.json";
            if (Files.exists(Path.of("modules", moved))) {
                unreadable.add(moved);
            }
        }
        assertThat(ofModules.unread()).containsExactlyInAnyOrderElementsOf(unreadable);
        for (String file : unreadable) {
            assertThat(JSON.readTree(Path.of("modules", file).toFile()).has("resource"))
                    .as(file)
                    .isFalse();
        }
        assertThat(ofPlan.unread()).isEmpty();
    }

    @Test
    void theProductionPlanFailsNothingButWhatIsAcceptedWithAReason() {
        assertThat(ofPlan.checks()).as("checks made").isGreaterThan(180);
        assertThat(unaccepted(ofPlan)).isEmpty();
    }

    @Test
    void nothingIsAcceptedThatNoLongerFails() {
        assertThat(ACCEPTED)
                .filteredOn(row -> Stream.concat(ofModules.failures().stream(), ofPlan.failures().stream())
                        .noneMatch(row::covers))
                .isEmpty();
        assertThat(ACCEPTED).allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(30));
    }

    @Test
    void eachPlantedDefectIsCaughtByTheScanOrByTheGuard() throws IOException {
        List<Defect> defects = Defect.read();
        assertThat(defects).hasSizeGreaterThanOrEqualTo(20);
        Set<String> known = ofModules.failures().stream()
                .map(failure -> failure.check() + failure.subject())
                .collect(Collectors.toSet());
        Path planted = folder.resolve("planted");
        for (Defect defect : defects) {
            plantInModule(defect, planted);
        }
        List<Failure> failures = checkov.ofJson(planted).failures();

        List<String> missed = new ArrayList<>();
        for (Defect defect : defects) {
            boolean scanned = failures.stream()
                    .anyMatch(failure -> failure.file().startsWith("/" + folderOf(defect) + "/")
                            && !known.contains(failure.check() + failure.subject()));
            boolean guarded = guarded(defect);
            System.err.printf("scan: %-34s %s %s%n", defect, scanned ? "scanner" : "-", guarded ? "guard" : "-");
            if (!scanned && !guarded) {
                missed.add(defect.name());
            }
        }
        assertThat(missed).isEmpty();
    }

    private static List<Failure> unaccepted(Scan scan) {
        return scan.failures().stream()
                .filter(failure -> ACCEPTED.stream().noneMatch(row -> row.covers(failure)))
                .toList();
    }

    private static String folderOf(Defect defect) {
        return defect.name().replaceAll("[^A-Za-z0-9]+", "-");
    }

    private static void plantInModule(Defect defect, Path planted) throws IOException {
        Path copy = TestEngine.copy(
                Path.of("modules", defect.module()),
                planted.resolve(folderOf(defect)).resolve(defect.module()));
        Path file = copy.resolve("main.tf.json");
        JsonNode module = JSON.readTree(file.toFile());
        defect.plant(defect.bodyIn(module));
        Files.writeString(file, JSON.writeValueAsString(module));
    }

    /** The defect as a change of what stands: the planned resource before, and with the defect after. */
    private boolean guarded(Defect defect) throws IOException {
        ObjectNode before = standing(defect);
        ObjectNode after = before.deepCopy();
        defect.plant(after);
        assertThat(after).as(defect.name()).isNotEqualTo(before);
        ObjectNode root = JSON.createObjectNode();
        root.put("format_version", "1.2").put("terraform_version", "1.11.4").put("errored", false);
        ObjectNode resource = root.putArray("resource_changes").addObject();
        resource.put("address", "module." + defect.module() + "." + defect.resource());
        resource.put("type", defect.resource().split("\\.", 2)[0]);
        ObjectNode change = resource.putObject("change");
        change.putArray("actions").add("update");
        change.set("before", before);
        change.set("after", after);
        Plan changed = PlanJson.read(JSON.writeValueAsString(root));
        return !Guard.judge(changed, Architectures.deploymentOf(PRODUCTION).calls(), Policy.STRICT)
                .isEmpty();
    }

    /** As planned; what production does not plan, as its module says. */
    private ObjectNode standing(Defect defect) throws IOException {
        String address = "module." + defect.module() + "." + defect.resource();
        for (JsonNode change : plan.path("resource_changes")) {
            if (change.path("address").asText().replaceAll("\\[[^]]*]", "").equals(address)) {
                return (ObjectNode) change.path("change").path("after");
            }
        }
        return defect.bodyIn(JSON.readTree(
                Path.of("modules", defect.module(), "main.tf.json").toFile()));
    }

    private Path plan(TestEngine engine) throws IOException {
        Path environment =
                TestEngine.copy(Path.of("environments", "production"), folder.resolve("environments/production"));
        for (Map.Entry<String, String> file :
                EmulatorAccount.overrideFiles(PRODUCTION).entrySet()) {
            Files.writeString(environment.resolve(file.getKey()), file.getValue());
        }
        String region = PRODUCTION.placement().region();
        emulator.prepare(region).createBucket(((StateBackend.S3) PRODUCTION.state()).bucket());
        TestEngine plain = engine.in(new TreeMap<>(emulator.over(engine.environment(), region)));
        Tools tools = Tools.of(plain.runner(), plain.environment());
        new EmulatorAccount(new Project(folder), emulator, tools, System.err::println).furnish(PRODUCTION);
        succeeds(plain.run(environment, "init", "-no-color", "-backend-config=" + EmulatorEnvironment.BACKEND_CONFIG));
        succeeds(plain.run(environment, "plan", "-no-color", "-out=plan"));
        Path file = folder.resolve("plan").resolve("plan.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, succeeds(plain.run(environment, "show", "-json", "plan")).out());
        return file;
    }

    private static Result succeeds(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }
}
