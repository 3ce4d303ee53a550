package io.github.qisaws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the direction of the packages and the one place for each library. */
@AnalyzeClasses(packages = "io.github.qisaws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.qisaws.";

    /** The packages that each package uses, besides itself and problem and text, which every package may use. */
    static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("architecture", Set.of("environment")),
            Map.entry("aws", Set.of("catalogue")),
            Map.entry(
                    "bootstrap",
                    Set.of(
                            "architecture",
                            "aws",
                            "environment",
                            "plan",
                            "review",
                            "seal",
                            "synth",
                            "terraform",
                            "workspace")),
            Map.entry("catalogue", Set.of()),
            Map.entry("certificate", Set.of("aws", "environment")),
            Map.entry("ci", Set.of("environment", "git", "permissions", "synth", "workspace")),
            Map.entry(
                    "cli",
                    Set.of(
                            "aws",
                            "bootstrap",
                            "certificate",
                            "ci",
                            "cost",
                            "environment",
                            "image",
                            "migration",
                            "module",
                            "permissions",
                            "pipeline",
                            "plan",
                            "process",
                            "recovery",
                            "restore",
                            "review",
                            "rollout",
                            "synth",
                            "terraform",
                            "workspace")),
            Map.entry("container", Set.of("process")),
            Map.entry("cost", Set.of("catalogue", "environment", "plan")),
            Map.entry("database", Set.of("aws", "environment", "rollout")),
            Map.entry("emulator", Set.of("container", "process")),
            Map.entry("environment", Set.of()),
            Map.entry("git", Set.of("process")),
            Map.entry("image", Set.of("aws", "environment", "workspace")),
            Map.entry("migration", Set.of("architecture", "aws", "environment", "workspace")),
            Map.entry("module", Set.of("architecture", "synth")),
            Map.entry(
                    "pipeline",
                    Set.of(
                            "architecture",
                            "aws",
                            "bootstrap",
                            "certificate",
                            "cost",
                            "database",
                            "emulator",
                            "environment",
                            "git",
                            "permissions",
                            "plan",
                            "policy",
                            "preflight",
                            "recovery",
                            "restore",
                            "review",
                            "rollout",
                            "seal",
                            "terraform",
                            "workspace")),
            Map.entry("permissions", Set.of("architecture", "aws", "environment", "preflight", "synth")),
            Map.entry("plan", Set.of()),
            Map.entry("preflight", Set.of("aws", "environment", "plan", "restore", "review")),
            Map.entry("policy", Set.of("architecture", "cost", "environment", "plan", "process", "review")),
            Map.entry("process", Set.of()),
            Map.entry(
                    "recovery",
                    Set.of(
                            "architecture",
                            "aws",
                            "catalogue",
                            "plan",
                            "policy",
                            "process",
                            "review",
                            "seal",
                            "terraform",
                            "workspace")),
            Map.entry("restore", Set.of("aws", "environment")),
            Map.entry("rollout", Set.of("aws")),
            Map.entry("review", Set.of("architecture", "catalogue", "cost", "plan")),
            Map.entry(
                    "seal",
                    Set.of(
                            "architecture",
                            "aws",
                            "environment",
                            "git",
                            "plan",
                            "review",
                            "synth",
                            "terraform",
                            "workspace")),
            Map.entry("synth", Set.of("architecture", "environment")),
            Map.entry("terraform", Set.of("process")),
            Map.entry(
                    "workspace",
                    Set.of(
                            "architecture",
                            "aws",
                            "emulator",
                            "environment",
                            "git",
                            "plan",
                            "policy",
                            "process",
                            "review",
                            "synth",
                            "terraform")));

    @ArchTest
    static final ArchRule PACKAGES_USE_WHAT_THE_TABLE_NAMES = direction();

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.github.qisaws.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOT_PACKAGE_IS_EMPTY =
            noClasses().should().resideInAPackage("io.github.qisaws").allowEmptyShould(true);

    @ArchTest
    static final ArchRule AWS_SDK_ONLY_IN_AWS = onlyIn("aws", "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule PICOCLI_ONLY_IN_CLI = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule AWS_BINDINGS_ONLY_IN_MODULE = onlyIn("module", "com.hashicorp.cdktf.providers..");

    @ArchTest
    static final ArchRule CDKTF_ONLY_IN_SYNTH_AND_MODULE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "synth..", ROOT + "module..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hashicorp.cdktf..", "software.constructs..", "software.amazon.jsii..");

    @ArchTest
    static final ArchRule PROCESSES_START_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "process..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule ONLY_CLI_TOUCHES_SYSTEM_STREAMS_AND_EXITS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    /** Only the bootstrap, which makes no environment, is reviewed without the policies of an organization. */
    @ArchTest
    static final ArchRule NO_ENVIRONMENT_IS_REVIEWED_WITHOUT_THE_POLICIES_OF_ITS_ORGANIZATION = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "bootstrap..", ROOT + "cli..", ROOT + "review..")
            .should()
            .callMethod(Review.class, "of", String.class, Plan.class, List.class, Policy.class);

    private static ArchRule onlyIn(String owner, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule direction() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : USES.keySet()) {
            layers = layers.layer(name).definedBy(ROOT + name + "..");
        }
        for (Map.Entry<String, Set<String>> entry : USES.entrySet()) {
            layers = entry.getValue().isEmpty()
                    ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(entry.getKey())
                            .mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
        }
        return layers;
    }
}
