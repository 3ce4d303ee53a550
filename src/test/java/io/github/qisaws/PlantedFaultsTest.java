package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ArchitectureTest} finds a class that is compiled into a package where it must not be. */
class PlantedFaultsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.qisaws");

    @TempDir
    Path folder;

    static List<Arguments> faults() {
        return List.of(
                fault(
                        "a package uses one that the table does not name",
                        ArchitectureTest.PACKAGES_USE_WHAT_THE_TABLE_NAMES,
                        "review",
                        "Object fault = new io.github.qisaws.workspace.Endpoint(null);"),
                fault(
                        "the command line uses one that the table does not name",
                        ArchitectureTest.PACKAGES_USE_WHAT_THE_TABLE_NAMES,
                        "cli",
                        "Object fault = io.github.qisaws.policy.Rego.class;"),
                fault(
                        "a package and its sub-package use each other",
                        ArchitectureTest.NO_PACKAGE_CYCLES,
                        "review.guard",
                        "Object fault = io.github.qisaws.review.view.JsonView.class;"),
                fault(
                        "a client of the AWS SDK in the review",
                        ArchitectureTest.AWS_SDK_ONLY_IN_AWS,
                        "review",
                        "Object fault = software.amazon.awssdk.services.s3.S3Client.create();"),
                fault(
                        "an option of the command line in a verb",
                        ArchitectureTest.PICOCLI_ONLY_IN_CLI,
                        "pipeline",
                        "Object fault = new picocli.CommandLine(\"\");"),
                fault(
                        "a binding of an AWS resource outside of the modules",
                        ArchitectureTest.AWS_BINDINGS_ONLY_IN_MODULE,
                        "architecture",
                        "Object fault = com.hashicorp.cdktf.providers.aws.vpc.Vpc.class;"),
                fault(
                        "CDKTF in a verb",
                        ArchitectureTest.CDKTF_ONLY_IN_SYNTH_AND_MODULE,
                        "pipeline",
                        "Object fault = new com.hashicorp.cdktf.App();"),
                fault(
                        "a program is started beside the one runner",
                        ArchitectureTest.PROCESSES_START_IN_ONE_PLACE,
                        "git",
                        "Object fault = new ProcessBuilder();"),
                fault(
                        "a verb prints",
                        ArchitectureTest.ONLY_CLI_TOUCHES_SYSTEM_STREAMS_AND_EXITS,
                        "pipeline",
                        "Object fault = System.out;"),
                fault(
                        "a review without the organization's policies",
                        ArchitectureTest.NO_ENVIRONMENT_IS_REVIEWED_WITHOUT_THE_POLICIES_OF_ITS_ORGANIZATION,
                        "pipeline",
                        "Object fault = io.github.qisaws.review.Review.of(\"\", null, java.util.List.of(), null);"),
                fault("a class in the root package", ArchitectureTest.ROOT_PACKAGE_IS_EMPTY, "", ""));
    }

    private static Arguments fault(String name, ArchRule rule, String where, String field) {
        return Arguments.of(name, rule, where, field);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isFound(String name, ArchRule rule, String where, String field) throws IOException {
        String owner = where.isEmpty() ? "io.github.qisaws" : "io.github.qisaws." + where;
        JavaClasses planted = compiled(owner, field);

        assertThat(rule.evaluate(planted).hasViolation()).as("with the fault").isTrue();
        assertThat(rule.evaluate(OURS).hasViolation()).as("without it").isFalse();
    }

    /** Our classes with one more. */
    private JavaClasses compiled(String owner, String field) throws IOException {
        Path source = folder.resolve("Planted.java");
        Files.writeString(source, "package " + owner + ";\n\nclass Planted {\n    " + field + "\n}\n");
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        boolean done = compiler.getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(done).as(said.toString()).isTrue();
        return new ClassFileImporter().importPaths(CLASSES, folder);
    }

    /** What every package may use, so that no row of the table names it. */
    private static final Set<String> FOUNDATION = Set.of("problem", "text");

    /** A row that names more than is used would let a fault in. */
    @Test
    void theTableNamesExactlyWhatIsUsed() {
        Map<String, Set<String>> used = new TreeMap<>();
        ArchitectureTest.USES.keySet().forEach(name -> used.put(name, new TreeSet<>()));
        for (JavaClass each : OURS) {
            String from = layer(each);
            if (FOUNDATION.contains(from)) {
                continue;
            }
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> layer(dependency.getTargetClass().getBaseComponentType()))
                    .filter(to -> !to.isEmpty() && !to.equals(from) && !FOUNDATION.contains(to))
                    .forEach(to -> used.get(from).add(to));
        }
        assertThat(used).isEqualTo(new TreeMap<>(ArchitectureTest.USES));
    }

    private static String layer(JavaClass type) {
        String prefix = "io.github.qisaws.";
        return Stream.of(type.getPackageName())
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
                .findFirst()
                .orElse("");
    }
}
