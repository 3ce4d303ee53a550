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

/** Holds the direction of the packages and the one place for each library. */
@AnalyzeClasses(packages = "io.github.qisaws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.qisaws.";

    /** Who may use a package, besides itself; every package may use problem. */
    private static final Map<String, String[]> USERS = Map.ofEntries(
            Map.entry("cli", new String[] {}),
            Map.entry("pipeline", new String[] {"cli"}),
            Map.entry("environment", new String[] {"cli", "pipeline", "architecture", "synth", "review"}),
            Map.entry("architecture", new String[] {"cli", "pipeline", "module", "synth", "review"}),
            Map.entry("module", new String[] {"cli"}),
            Map.entry("synth", new String[] {"cli", "pipeline", "module"}),
            Map.entry("process", new String[] {"cli", "pipeline", "terraform", "emulator"}),
            Map.entry("terraform", new String[] {"cli", "pipeline"}),
            Map.entry("emulator", new String[] {"cli", "pipeline"}),
            Map.entry("plan", new String[] {"cli", "pipeline", "review", "cost"}),
            Map.entry("cost", new String[] {"cli", "pipeline", "review"}),
            Map.entry("seal", new String[] {"cli", "pipeline"}),
            Map.entry("review", new String[] {"cli", "pipeline"}));

    @ArchTest
    static final ArchRule PACKAGES_KEEP_THEIR_DIRECTION = direction();

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.github.qisaws.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOT_PACKAGE_IS_EMPTY =
            noClasses().should().resideInAPackage("io.github.qisaws").allowEmptyShould(true);

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

    /** Only the bootstrap, which makes no environment, is reviewed without the policies of an organisation. */
    @ArchTest
    static final ArchRule NO_ENVIRONMENT_IS_REVIEWED_WITHOUT_THE_POLICIES_OF_ITS_ORGANISATION = noClasses()
            .that()
            .resideInAPackage(ROOT + "pipeline..")
            .and()
            .doNotHaveSimpleName("StateBucket")
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
        for (String name : USERS.keySet()) {
            layers = layers.optionalLayer(name).definedBy(ROOT + name + "..");
        }
        for (Map.Entry<String, String[]> entry : USERS.entrySet()) {
            layers = entry.getValue().length == 0
                    ? layers.whereLayer(entry.getKey()).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(entry.getKey()).mayOnlyBeAccessedByLayers(entry.getValue());
        }
        return layers;
    }
}
